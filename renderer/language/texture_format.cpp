#include "renderer/language/texture_format.h"

namespace senga {
namespace {

using Kind = TextureFormat::Kind;

bool eat(std::string_view& text, std::string_view prefix) {
    if (!text.starts_with(prefix)) {
        return false;
    }
    text.remove_prefix(prefix.size());
    return true;
}

int eat_components(std::string_view& text) {
    if (eat(text, "rgba") || eat(text, "bgra")) {
        return 4;
    }
    if (eat(text, "rgb")) {
        return 3;
    }
    if (eat(text, "rg")) {
        return 2;
    }
    return eat(text, "r") ? 1 : 0;
}

int eat_bits(std::string_view& text) {
    if (eat(text, "8")) {
        return 8;
    }
    if (eat(text, "16")) {
        return 16;
    }
    return eat(text, "32") ? 32 : 0;
}

std::optional<Kind> kind_from_suffix(std::string_view suffix) {
    if (suffix.empty()) {
        return Kind::unorm;
    }
    if (suffix == "s") {
        return Kind::snorm;
    }
    if (suffix == "ui" || suffix == "u") {
        return Kind::unsigned_integer;
    }
    if (suffix == "i") {
        return Kind::signed_integer;
    }
    if (suffix == "f") {
        return Kind::real;
    }
    return suffix == "hf" ? std::optional(Kind::half_real) : std::nullopt;
}

bool exists(Kind kind, int bits) {
    switch (kind) {
    case Kind::unorm:
    case Kind::snorm:
        return bits <= 16;
    case Kind::real:
        return bits >= 16;
    case Kind::half_real:
        return bits == 16;
    case Kind::unsigned_integer:
    case Kind::signed_integer:
    case Kind::packed:
        break;
    }
    return true;
}

} // namespace

std::optional<TextureFormat> texture_format(std::string_view name) {
    if (name == "rgb10_a2" || name == "rgb10a2") {
        return TextureFormat{.components = 4, .bits = 32, .kind = Kind::packed, .file_bytes = 4};
    }
    if (name == "rgb565") {
        return TextureFormat{.components = 3, .bits = 16, .kind = Kind::packed, .file_bytes = 2};
    }
    const int components = eat_components(name);
    const int bits = eat_bits(name);
    const auto kind = kind_from_suffix(name);
    if (components == 0 || bits == 0 || !kind || !exists(*kind, bits)) {
        return std::nullopt;
    }
    // vo=gpu and libplacebo both upload float textures from 32-bit floats, whatever the GPU stores.
    const int channel_bytes = *kind == Kind::real ? 4 : bits / 8;
    return TextureFormat{
        .components = components, .bits = bits, .kind = *kind, .file_bytes = components * channel_bytes};
}

std::string image_qualifier(const TextureFormat& format) {
    if (format.components == 3) {
        return {};
    }
    if (format.kind == Kind::packed) {
        return "rgb10_a2"; // the only one of four components
    }
    const std::string channels(std::string_view("rgba").substr(0, static_cast<std::size_t>(format.components)));
    const std::string size = channels + std::to_string(format.bits);
    switch (format.kind) {
    case Kind::snorm:
        return size + "_snorm";
    case Kind::unsigned_integer:
        return size + "ui";
    case Kind::signed_integer:
        return size + "i";
    case Kind::real:
    case Kind::half_real:
        return size + "f";
    case Kind::unorm:
    case Kind::packed:
        break;
    }
    return size;
}

} // namespace senga
