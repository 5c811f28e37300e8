// A Damage is one operation with its parameters, as the user names it: "blur:sigma=1.5". The operations and what they
// take stand in one table (damage_operations()); parsing, help and lists come from it. Nothing is damaged here: the
// operation's stage does that. Constant data, plain data and pure functions, any thread.
#pragma once

#include "app/degrade/damage_stage.h"
#include "renderer/base/result.h"
#include "renderer/picture/size.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace senga {

enum class ParameterKind {
    number,
    whole, // a number without a fraction
    word,  // one of `words`
    size,  // "640x360"; empty: unset
    list,  // numbers with slashes between them, "0/0.35/0.72"; may be empty
};

struct DamageParameter {
    std::string_view name;
    ParameterKind kind = ParameterKind::number;
    std::string_view initial; // as the user would write it
    double least = 0.0;       // of number, whole and the numbers of a list
    double most = 0.0;
    std::string words;     // "box, bilinear, ..."
    std::string_view help; // with its unit
};

// What the parameters are, all of an operation, those not given at their initial values.
class DamageValues {
public:
    using Value = std::variant<double, std::string, std::optional<Size>, std::vector<double>>;

    double number(std::string_view name) const { return std::get<double>(at(name)); }
    int whole(std::string_view name) const { return static_cast<int>(number(name)); }
    const std::string& word(std::string_view name) const { return std::get<std::string>(at(name)); }
    std::optional<Size> size(std::string_view name) const { return std::get<std::optional<Size>>(at(name)); }
    const std::vector<double>& list(std::string_view name) const { return std::get<std::vector<double>>(at(name)); }

    // The operation must have the parameter.
    const Value& at(std::string_view name) const;
    void set(std::string_view name, Value value) { values_.insert_or_assign(std::string(name), std::move(value)); }

private:
    std::map<std::string, Value, std::less<>> values_;
};

struct DamageOperation {
    std::string_view name;
    std::string_view help;
    std::vector<DamageParameter> parameters;
    StagePtr (*make_stage)(const DamageValues& values, const StagePlace& place) = nullptr;
};

std::span<const DamageOperation> damage_operations();

struct Damage {
    const DamageOperation* operation = nullptr; // of damage_operations()
    DamageValues values;
};

// "NAME" or "NAME:KEY=VALUE,...". Errors: usage; the text lists the names, or what the parameter takes.
Result<Damage> damage_from_text(std::string_view text);

// All parameters, so that it means the same where other initial values hold: "blur:sigma=1.5,direction=both".
std::string to_text(const Damage& damage);
std::string to_text(const DamageValues::Value& value);

// What a parameter may be: "0 to 51", "box, bilinear, ...".
std::string range_text(const DamageParameter& parameter);

// Every operation with its parameters, ranges and initial values, for people.
std::string damage_help();

} // namespace senga
