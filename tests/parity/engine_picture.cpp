#include "tests/parity/engine_picture.h"

#include "app/offline/offline.h"
#include "renderer/engine/slot.h"
#include "renderer/engine/upload.h"
#include "renderer/gl/context.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

namespace senga::parity {
class EnginePicture::Rig {
public:
    explicit Rig(gl::OffscreenContext made)
        : context(std::move(made)), runner({.precision = RunnerOptions::Precision::single}) {}
    ~Rig() { context.make_current(); } // the members below die in it
    Rig(const Rig&) = delete;
    Rig& operator=(const Rig&) = delete;

    Result<EngineResult> show(const Frame& frame, const Chain& chain, Size size);

    gl::OffscreenContext context;
    gl::MessageWatch messages;
    PlaneUploader uploader;
    Runner runner;
    std::uint64_t last_id = 0;
};

EnginePicture::EnginePicture(std::unique_ptr<Rig> rig) : rig_(std::move(rig)) {}
EnginePicture::EnginePicture(EnginePicture&&) noexcept = default;
EnginePicture& EnginePicture::operator=(EnginePicture&&) noexcept = default;
EnginePicture::~EnginePicture() = default;

Result<EnginePicture> EnginePicture::create() {
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    if (!context) {
        return context.error();
    }
    return EnginePicture(std::make_unique<Rig>(*std::move(context)));
}

Result<EngineResult> EnginePicture::Rig::show(const Frame& frame, const Chain& chain, Size size) {
    Slot slot(runner);
    slot.set_chain(chain, frame.id);
    Result<Picture> picture = slot.show(frame, size);
    if (!picture) {
        return picture.error();
    }
    for (const std::string& message : messages.messages()) {
        // What the compiler thinks of a shader's style is its author's affair.
        if (message.find(" warning: ") != std::string::npos) {
            continue;
        }
        return diagnose(Code::gl_internal, fmt::format("the driver complains: {}", message));
    }
    return EngineResult{.image = read_back(picture->target->texture), .plan = slot.plan()};
}

Result<EngineResult> EnginePicture::picture(const RawFrame& raw, const Chain& chain, Size size) {
    rig_->context.make_current();
    Result<Frame> frame = rig_->uploader.upload(raw.format, planes_of(raw), ++rig_->last_id);
    if (!frame) {
        return frame.error();
    }
    return rig_->show(*frame, chain, size);
}

Result<EngineResult> EnginePicture::picture(const FloatImage& source, const Chain& chain) {
    rig_->context.make_current();
    std::vector<float> rgba;
    rgba.reserve(source.pixels() * 4);
    for (std::size_t i = 0; i + 2 < source.rgb.size(); i += 3) {
        rgba.insert(rgba.end(), {source.rgb[i], source.rgb[i + 1], source.rgb[i + 2], 1.0F});
    }
    auto texture = std::make_shared<gl::Texture>(gl::TextureDesc{.size = source.size, .format = gl::Format::rgba32f});
    texture->upload(std::as_bytes(std::span(rgba)));
    const Frame frame{.id = ++rig_->last_id,
                      .format = {.size = source.size, .layout = Layout::rgb, .range = Range::full},
                      .rgb = std::move(texture)};
    return rig_->show(frame, chain, source.size);
}

} // namespace senga::parity
