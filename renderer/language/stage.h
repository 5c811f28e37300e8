// Stage names the points of the pipeline at which a user shader may hook, in the order in which they run.
// Plain data, any thread.
#pragma once

#include <optional>
#include <string_view>

namespace senga {

// Order matters: it is the order of execution, whatever the order of the files.
enum class Stage {
    luma,
    chroma,
    rgb,
    alpha,
    xyz,
    chroma_scaled,
    alpha_scaled,
    native,
    mainpresub,
    main,
    linear,
    sigmoid,
    prekernel,
    postkernel,
    scaled,
    preoutput,
    output,
};

// "LUMA", "MAIN", ...
std::string_view stage_name(Stage stage);
std::optional<Stage> stage_from_name(std::string_view name);
// Whether a pass may change the size of this stage's texture (planes, NATIVE, MAINPRESUB, MAIN).
bool stage_resizable(Stage stage);

} // namespace senga
