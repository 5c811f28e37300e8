// How a QualityReport is told: a table for people, a Markdown table, JSON with every still's numbers. It measures
// nothing. Pure functions, any thread.
#pragma once

#include "app/quality/quality.h"

#include <string>

namespace senga {

std::string quality_table(const QualityReport& report);
// One table: a row for each restorer, a column for each degradation, in cells PSNR / SSIM / MS-SSIM.
std::string quality_markdown(const QualityReport& report);
// An infinite PSNR, of equal pictures, is null.
std::string quality_json(const QualityReport& report);

} // namespace senga
