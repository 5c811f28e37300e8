// Noise that is a function of its place: the same numbers on every machine and whatever was asked for before. Integers
// only; no library's distributions. Pure functions, any thread.
#pragma once

#include <cstdint>
#include <initializer_list>

namespace senga {

// Scrambles 64 bits: the finaliser of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
// generators"). A bijection; 0 goes to 0, so keys are made with key_of.
constexpr std::uint64_t scrambled(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

// One number of several, in their order: seed, operation, frame, plane.
constexpr std::uint64_t key_of(std::initializer_list<std::uint64_t> parts) {
    std::uint64_t out = 0;
    for (const std::uint64_t part : parts) {
        out = scrambled((out ^ part) + 0x9e3779b97f4a7c15u);
    }
    return out;
}

constexpr std::uint64_t hashed(std::uint64_t key, std::uint64_t index) {
    return scrambled(key + index * 0x9e3779b97f4a7c15u);
}

// 0 <= x < 1, in steps of 2^-24: exact in a float.
constexpr float uniform(std::uint64_t key, std::uint64_t index) {
    return static_cast<float>(hashed(key, index) >> 40) * 0x1p-24F;
}

// Nearly normal, mean 0 and deviation 1: the sum of twelve numbers of 16 bits, whose variance is 2^32 - 1 exactly, over
// 2^16 (Irwin and Hall). Ends at 6 deviations; kurtosis 2.9 in place of 3. Exact in a float.
constexpr float normal(std::uint64_t key, std::uint64_t index) {
    std::int32_t sum = 0;
    for (std::uint64_t word = 0; word < 3; ++word) {
        const std::uint64_t bits = hashed(key, 3 * index + word);
        sum += static_cast<std::int32_t>((bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) +
                                         (bits >> 48));
    }
    return static_cast<float>(sum - 6 * 65535) * 0x1p-16F;
}

} // namespace senga
