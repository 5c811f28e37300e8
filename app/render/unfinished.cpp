#include "app/render/unfinished.h"

#include "renderer/base/files.h"
#include "renderer/chain/preset.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <chrono>
#include <cstdint>
#include <set>
#include <string_view>
#include <system_error>

namespace senga {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_bytes = 1u << 20;
constexpr int format_version = 1;

// FNV-1a of 64 bits (Fowler, Noll, Vo): it need only tell apart what changes by accident.
std::uint64_t fnv(std::string_view text, std::uint64_t state) {
    for (const char c : text) {
        state = (state ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    return state;
}

Diagnostic unreadable(const fs::path& note) {
    return diagnose(Code::file_unreadable,
                    "this does not say how the output was begun; remove it, and begin anew with --force",
                    {note.string()});
}

std::string either(const RenderFacts& facts, const std::string& name) {
    const auto found = facts.find(name);
    return found == facts.end() || found->second.empty() ? "not given" : found->second;
}

// To the nanosecond, so that it tells apart what was changed twice in a second.
std::string date(fs::file_time_type time) {
    const auto since_1970 = std::chrono::file_clock::to_sys(time).time_since_epoch();
    const auto seconds = std::chrono::floor<std::chrono::seconds>(since_1970);
    return fmt::format("{:%Y-%m-%d %H:%M:%S}.{:09} UTC", fmt::gmtime(static_cast<std::time_t>(seconds.count())),
                       std::chrono::nanoseconds(since_1970 - seconds).count());
}

} // namespace

fs::path unfinished_path(const fs::path& output) {
    std::string text = output.string();
    while (text.size() > 1 && text.back() == '/') { // of a folder it lies beside the folder
        text.pop_back();
    }
    return text + ".unfinished";
}

Outcome write_unfinished(const fs::path& output, const RenderFacts& facts) {
    const nlohmann::json json{{"senga_render", format_version}, {"facts", facts}};
    return write_file(unfinished_path(output),
                      json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

Result<std::optional<RenderFacts>> read_unfinished(const fs::path& output) {
    const fs::path note = unfinished_path(output);
    std::error_code ignored;
    if (!fs::exists(note, ignored)) {
        return std::optional<RenderFacts>();
    }
    const Result<std::string> text = read_file(note, most_bytes);
    if (!text) {
        return text.error();
    }
    const nlohmann::json json = nlohmann::json::parse(*text, nullptr, false);
    if (!json.is_object() || json.value("senga_render", 0) != format_version || !json.contains("facts") ||
        !json["facts"].is_object()) {
        return unreadable(note);
    }
    RenderFacts out;
    for (const auto& [name, value] : json["facts"].items()) {
        if (!value.is_string()) {
            return unreadable(note);
        }
        out.emplace(name, value.get<std::string>());
    }
    return std::optional(std::move(out));
}

void remove_unfinished(const fs::path& output) {
    std::error_code ignored;
    fs::remove(unfinished_path(output), ignored);
}

Outcome check_same(const RenderFacts& was, const RenderFacts& is, const fs::path& output) {
    std::set<std::string> names;
    for (const RenderFacts* facts : {&was, &is}) {
        for (const auto& [name, value] : *facts) {
            names.insert(name);
        }
    }
    for (const std::string& name : names) {
        if (either(was, name) != either(is, name)) {
            return diagnose(
                Code::usage,
                fmt::format("--resume: {} was {} when this was begun and is {} now; give the same again, or "
                            "begin anew with --force",
                            name, either(was, name), either(is, name)),
                {output.string()});
        }
    }
    return Done{};
}

std::string identity_of(const std::string& input) {
    std::error_code failed;
    const fs::file_time_type changed = fs::last_write_time(input, failed);
    if (failed) {
        return input;
    }
    const std::uintmax_t bytes = fs::is_regular_file(input, failed) ? fs::file_size(input, failed) : 0;
    const fs::path whole = fs::weakly_canonical(input, failed);
    return fmt::format("{} ({} bytes, changed at {})", failed ? input : whole.string(), bytes, date(changed));
}

std::string identity_of(const Chain& chain) {
    std::uint64_t state = fnv(to_text(preset_of(chain)), 0xcbf29ce484222325ULL);
    for (const ChainEntry& entry : chain.entries) {
        state = entry.shader ? fnv(entry.shader->text, state) : state;
    }
    return fmt::format("{} ({:016x})", chain.name, state);
}

} // namespace senga
