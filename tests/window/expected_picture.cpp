#include "tests/window/expected_picture.h"

#include "app/commands/shelf.h"

#include <doctest/doctest.h>

#include <cmath>
#include <utility>

namespace senga::test {
namespace {

template<class T>
T value_of(Result<T> result) {
    REQUIRE(result.ok());
    return *std::move(result);
}

Chain chain_of(const std::string& preset_key) {
    return load_chain(default_shelf(), value_of(load_preset(default_shelf(), preset_key))).chain;
}

} // namespace

ExpectedPicture::ExpectedPicture(const std::string& clip, const std::string& preset_key, std::int64_t frame)
    : reader_(value_of(VideoReader::open(clip))),
      offline_(value_of(Offline::create())),
      frame_(value_of(reader_.frame_at_index(frame))),
      chain_(chain_of(preset_key)) {}

void ExpectedPicture::show_frame(std::int64_t index) {
    frame_ = value_of(reader_.frame_at_index(index));
}

Rgb8Image ExpectedPicture::of(const Chain& shown, Size size) {
    offline_.set_chain(shown);
    const OfflineImage image = value_of(offline_.show(frame_, size, OutputDepth::eight));
    Rgb8Image out{.size = size};
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        if (i % 4 != 3) {
            out.samples.push_back(static_cast<std::uint8_t>(std::lround(image.rgba[i] * 255)));
        }
    }
    return out;
}

Rgb8Image ExpectedPicture::with(const std::function<void(Chain&)>& change, Size size) {
    Chain changed = chain_;
    change(changed);
    return of(changed, size);
}

} // namespace senga::test
