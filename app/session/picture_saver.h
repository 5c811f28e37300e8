// PictureSaver writes pictures to PNG files on a thread of its own: compressing one takes longer than a frame. It names
// files by the viewer's template and never overwrites one. It draws nothing.
// Main thread; the thread inside is its own affair.
#pragma once

#include "app/media/png_file.h"
#include "app/state/event.h"
#include "renderer/base/background.h"
#include "renderer/gl/texture.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace senga {

class PictureSaver {
public:
    // `on_saved` is called on the thread, to wake whoever waits for take().
    explicit PictureSaver(std::function<void()> on_saved);

    // `folder` is made if need be; `name` has no extension.
    void save(const std::string& folder, const std::string& name, Rgb8Image image);
    void save(const std::string& folder, const std::string& name, Rgb16Image image);

    using Saved = std::variant<event::PictureSaved, Diagnostic>;
    std::vector<Saved> take();

private:
    template<class Image>
    void post(std::string folder, std::string name, Image image);

    std::function<void()> on_saved_;
    std::mutex mutex_;
    std::vector<Saved> saved_;           // under the mutex
    std::unique_ptr<Background> thread_; // last: it uses all of the above
};

// Samples 0..1 as read back, rounded to codes; of one component grey, of two red and green.
Rgb8Image image_of_codes(Size size, const std::vector<float>& rgba);
Rgb16Image image_of_texture(const gl::Texture& texture, int components);

} // namespace senga
