// How a Measurement is told: a short table for people, JSON and CSV for programs, a plot. It measures nothing and opens
// no file. Pure functions, any thread.
#pragma once

#include "app/commands/plot.h"
#include "app/measure/measurement.h"

#include <cstddef>
#include <string>

namespace senga {

struct ReportSubject {
    const MeasureRequest& request;
    const Measurement& found;
    std::size_t worst_count = 5; // frames named per metric, at least 1
};

std::string compare_table(const ReportSubject& subject);
// An infinite PSNR, of equal frames, is null.
std::string compare_json(const ReportSubject& subject);
// A line per frame; an infinite PSNR is "inf".
std::string compare_csv(const Measurement& found);
Plot compare_plot(const ReportSubject& subject);

} // namespace senga
