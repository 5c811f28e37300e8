// Any shader files on this machine, ours against libmpv: for trying packs that are not part of the project. Runs only
// where SENGA_PARITY_SHADERS names files, one per line; SENGA_PARITY_FACTOR is the enlargement, 2 by itself.
#include "tests/parity/bench.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <sstream>
#include <string>

using namespace senga;
using namespace senga::parity;

namespace {

const char* named_files() {
    return std::getenv("SENGA_PARITY_SHADERS");
}

double factor() {
    const char* text = std::getenv("SENGA_PARITY_FACTOR");
    return text != nullptr ? std::strtod(text, nullptr) : 2.0;
}

} // namespace

TEST_CASE("packs: the files named in SENGA_PARITY_SHADERS draw what libmpv draws with them" *
          doctest::skip(named_files() == nullptr)) {
    Bench bench;
    const Input& input = bench.inputs().get("420 eyes");
    std::istringstream files(named_files());
    for (std::string file; std::getline(files, file);) {
        CAPTURE(file);
        Chain chain;
        chain.entries.push_back(load_entry(bench.shelf(), file));
        if (chain.entries.front().failure) {
            FAIL_CHECK(to_string(*chain.entries.front().failure));
            continue;
        }
        // Networks branch at zero, and what is drawn at a different rounding may branch otherwise.
        const CaseResult result = bench.run({.what = file.substr(file.rfind('/') + 1),
                                             .input = &input,
                                             .chain = chain,
                                             .size = scaled(input.frame.format.size, factor()),
                                             .kind = Kind::comparing});
        CHECK(within(result.comparison, Kind::comparing));
        for (const PassReport& report : result.plan->reports) {
            CHECK_MESSAGE(report.status != PassStatus::failed, report.reason);
        }
    }
}
