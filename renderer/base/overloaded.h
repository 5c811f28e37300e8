// Overloaded gathers lambdas into the visitor that std::visit wants, one per alternative. Any thread.
#pragma once

namespace senga {

template<class... Fs>
struct Overloaded : Fs... {
    using Fs::operator()...;
};
template<class... Fs>
Overloaded(Fs...) -> Overloaded<Fs...>;

} // namespace senga
