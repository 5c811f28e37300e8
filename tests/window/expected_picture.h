// ExpectedPicture says what a window shows of a frame, to the pixel: what the offline path (senga frame) makes of the
// same frame, chain and size.
#pragma once

#include "app/media/png_file.h"
#include "app/media/video_reader.h"
#include "app/offline/offline.h"
#include "renderer/chain/chain.h"

#include <cstdint>
#include <functional>
#include <string>

namespace senga::test {

class ExpectedPicture {
public:
    ExpectedPicture(const std::string& clip, const std::string& preset_key, std::int64_t frame);

    const Chain& chain() const { return chain_; }
    const RawFrame& frame() const { return frame_; }
    void show_frame(std::int64_t index);

    Rgb8Image of(const Chain& shown, Size size);
    Rgb8Image processed(Size size) { return of(chain_, size); }
    Rgb8Image original(Size size) { return of(original_of(chain_), size); }
    Rgb8Image with(const std::function<void(Chain&)>& change, Size size);

private:
    VideoReader reader_;
    Offline offline_;
    RawFrame frame_;
    Chain chain_;
};

} // namespace senga::test
