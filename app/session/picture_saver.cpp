#include "app/session/picture_saver.h"

#include "app/settings/screenshot_name.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <utility>

namespace senga {

PictureSaver::PictureSaver(std::function<void()> on_saved)
    : on_saved_(std::move(on_saved)), thread_(std::make_unique<Background>()) {}

template<class Image>
void PictureSaver::post(std::string folder, std::string name, Image image) {
    thread_->post([this, folder = std::move(folder), name = std::move(name), image = std::move(image)] {
        std::error_code failed;
        std::filesystem::create_directories(folder, failed);
        Saved result = event::PictureSaved{};
        if (failed) {
            result = diagnose(Code::file_unwritable, "the folder for pictures cannot be made: " + failed.message(),
                              {.file = folder});
        } else {
            const std::filesystem::path path = unique_path(folder, name, ".png");
            const Outcome written = write_png(path, image);
            result = written ? Saved(event::PictureSaved{path.string()}) : Saved(written.error());
        }
        {
            const std::lock_guard lock(mutex_);
            saved_.push_back(std::move(result));
        }
        if (on_saved_) {
            on_saved_();
        }
    });
}

void PictureSaver::save(const std::string& folder, const std::string& name, Rgb8Image image) {
    post(folder, name, std::move(image));
}

void PictureSaver::save(const std::string& folder, const std::string& name, Rgb16Image image) {
    post(folder, name, std::move(image));
}

std::vector<PictureSaver::Saved> PictureSaver::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(saved_, {});
}

Rgb8Image image_of_codes(Size size, const std::vector<float>& rgba) {
    Rgb8Image out{.size = size, .samples = {}};
    out.samples.reserve(rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < rgba.size(); ++i) {
        if (i % 4 != 3) {
            out.samples.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(rgba[i], 0.0F, 1.0F) * 255.0F)));
        }
    }
    return out;
}

Rgb16Image image_of_texture(const gl::Texture& texture, int components) {
    const auto stored = static_cast<std::size_t>(gl::info(texture.desc().format).components);
    const auto used = std::min(stored, static_cast<std::size_t>(components));
    const std::vector<float> samples = texture.read();
    Rgb16Image out{.size = texture.size(), .samples = {}};
    out.samples.reserve(samples.size() / stored * 3);
    for (std::size_t texel = 0; texel < samples.size() / stored; ++texel) {
        for (std::size_t c = 0; c < 3; ++c) {
            const float value = used == 1 ? samples[texel * stored] : c < used ? samples[texel * stored + c] : 0.0F;
            const float bounded = std::isfinite(value) ? std::clamp(value, 0.0F, 1.0F) : 0.0F;
            out.samples.push_back(static_cast<std::uint16_t>(std::lround(bounded * 65535.0F)));
        }
    }
    return out;
}

} // namespace senga
