#include "renderer/measure/planar_picture.h"

namespace senga {

std::vector<std::string> plane_names(Layout layout) {
    switch (layout) {
    case Layout::gray:
        return {"y"};
    case Layout::ycbcr:
        return {"y", "u", "v"};
    case Layout::rgb:
        break;
    }
    return {"r", "g", "b"};
}

} // namespace senga
