// Result<T> is a value or the Diagnostic that says why there is none. It is not an exception and not a log.
// value() and operator* may be used only where ok() holds; that is asserted.
// Plain data, any thread.
#pragma once

#include "renderer/base/diagnostic.h"

#include <cassert>
#include <utility>
#include <variant>

namespace senga {

template<class T>
class [[nodiscard]] Result {
public:
    Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
    Result(Diagnostic error) : state_(std::in_place_index<1>, std::move(error)) {}

    bool ok() const { return state_.index() == 0; }
    explicit operator bool() const { return ok(); }

    T& value() & {
        assert(ok());
        return std::get<0>(state_);
    }
    const T& value() const& {
        assert(ok());
        return std::get<0>(state_);
    }
    T&& value() && {
        assert(ok());
        return std::get<0>(std::move(state_));
    }
    T& operator*() & { return value(); }
    const T& operator*() const& { return value(); }
    T&& operator*() && { return std::move(*this).value(); }
    T* operator->() { return &value(); }
    const T* operator->() const { return &value(); }

    const Diagnostic& error() const {
        assert(!ok());
        return std::get<1>(state_);
    }

private:
    std::variant<T, Diagnostic> state_;
};

struct Done {};
// The result of something that yields nothing but may fail.
using Outcome = Result<Done>;

} // namespace senga
