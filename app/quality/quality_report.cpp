#include "app/quality/quality_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <cstddef>
#include <filesystem>

namespace senga {
namespace {

std::string operations_text(const Degradation& degradation) {
    std::string out;
    for (const Damage& damage : degradation.damages) {
        out += fmt::format("{}{}", out.empty() ? "" : " ", to_text(damage));
    }
    return out.empty() ? "nothing" : out;
}

const char* kind_name(Restorer::Kind kind) {
    return kind == Restorer::Kind::preset ? "preset" : "scaler";
}

std::string how_measured(const QualityReport& report) {
    const QualityRequest& request = report.request;
    return fmt::format("PSNR of R'G'B' in dB / SSIM of Y' / MS-SSIM of Y': means over {} still{}, at their own size; a "
                       "border of {} pixels is left out.{}",
                       request.stills.size(), request.stills.size() == 1 ? "" : "s", request.border_px,
                       report.interrupted ? " Interrupted: they are over what was measured until then." : "");
}

nlohmann::json to_json(const std::optional<QualityNumbers>& measured) {
    if (!measured) {
        return nullptr;
    }
    const QualityNumbers& numbers = *measured;
    return {{"psnr_rgb", std::isfinite(numbers.psnr_db) ? nlohmann::json(numbers.psnr_db) : nlohmann::json(nullptr)},
            {"ssim_y", numbers.ssim},
            {"ms_ssim_y", numbers.ms_ssim}};
}

nlohmann::json degradations_json(const QualityRequest& request) {
    nlohmann::json out = nlohmann::json::array();
    for (const Degradation& each : request.degradations) {
        nlohmann::json texts = nlohmann::json::array();
        for (const Damage& damage : each.damages) {
            texts.push_back(to_text(damage));
        }
        out.push_back({{"name", each.name}, {"damage", std::move(texts)}});
    }
    return out;
}

// Of one degradation and one restorer, with each still's numbers.
nlohmann::json result_json(const QualityReport& report, std::size_t degradation, std::size_t restorer) {
    const Restorer& by = report.request.restorers[restorer];
    nlohmann::json stills = nlohmann::json::array();
    for (const QualityCell& cell : report.cells) {
        if (cell.degradation == degradation && cell.restorer == restorer) {
            nlohmann::json row = to_json(cell.numbers);
            row["still"] = std::filesystem::path(report.request.stills[cell.still]).filename().string();
            stills.push_back(std::move(row));
        }
    }
    return {{"degradation", report.request.degradations[degradation].name},
            {"kind", kind_name(by.kind)},
            {"name", by.name},
            {"mean", to_json(mean_numbers(report, degradation, restorer))},
            {"stills", std::move(stills)}};
}

} // namespace

std::string quality_table(const QualityReport& report) {
    const QualityRequest& request = report.request;
    std::string out = how_measured(report) + "\n";
    for (std::size_t i = 0; i < request.degradations.size(); ++i) {
        out += fmt::format("\n{} ({})\n  {:<7} {:<20} {:>7} {:>7} {:>8}\n", request.degradations[i].name,
                           operations_text(request.degradations[i]), "", "restored with", "PSNR", "SSIM", "MS-SSIM");
        for (std::size_t k = 0; k < request.restorers.size(); ++k) {
            out += fmt::format("  {:<7} {:<20} ", kind_name(request.restorers[k].kind), request.restorers[k].name);
            const std::optional<QualityNumbers> mean = mean_numbers(report, i, k);
            out += mean ? fmt::format("{:>7.2f} {:>7.4f} {:>8.4f}\n", mean->psnr_db, mean->ssim, mean->ms_ssim)
                        : fmt::format("{:>7} {:>7} {:>8}\n", "-", "-", "-");
        }
    }
    return out;
}

std::string quality_markdown(const QualityReport& report) {
    const QualityRequest& request = report.request;
    std::string out = "| Restored with |";
    std::string rule = "|---|";
    for (const Degradation& degradation : request.degradations) {
        out += fmt::format(" {} |", degradation.name);
        rule += "---|";
    }
    out += "\n" + rule + "\n";
    for (std::size_t k = 0; k < request.restorers.size(); ++k) {
        out += fmt::format("| {} `{}` |", kind_name(request.restorers[k].kind), request.restorers[k].name);
        for (std::size_t i = 0; i < request.degradations.size(); ++i) {
            const std::optional<QualityNumbers> mean = mean_numbers(report, i, k);
            out += mean ? fmt::format(" {:.2f} / {:.4f} / {:.4f} |", mean->psnr_db, mean->ssim, mean->ms_ssim) : " - |";
        }
        out += "\n";
    }
    out += "\n" + how_measured(report) + "\n";
    for (const Degradation& degradation : request.degradations) {
        out += fmt::format("{}: `{}`.\n", degradation.name, operations_text(degradation));
    }
    return out;
}

std::string quality_json(const QualityReport& report) {
    const QualityRequest& request = report.request;
    nlohmann::json stills = nlohmann::json::array();
    for (const std::string& path : request.stills) {
        stills.push_back(std::filesystem::path(path).filename().string());
    }
    nlohmann::json results = nlohmann::json::array();
    for (std::size_t i = 0; i < request.degradations.size(); ++i) {
        for (std::size_t k = 0; k < request.restorers.size(); ++k) {
            results.push_back(result_json(report, i, k));
        }
    }
    const nlohmann::json out{{"stills", std::move(stills)},
                             {"border_px", request.border_px},
                             {"seed", request.seed},
                             {"renderer", report.renderer},
                             {"interrupted", report.interrupted},
                             {"degradations", degradations_json(request)},
                             {"results", std::move(results)}};
    return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace senga
