// How a BenchResult is told: a table for people, JSON for programs. Pure functions, any thread.
#pragma once

#include "app/bench/bench_result.h"

#include <string>

namespace senga {

std::string bench_table(const BenchResult& result);

// One object; what was not asked for is null. Keys only ever come to it; a change of their meaning changes "schema".
std::string bench_json(const BenchResult& result);
// The schema for --help, a line per part.
std::string bench_schema_text();

} // namespace senga
