// MpvScreen is plain libmpv that draws a film into a texture with a given shader file and settings, frame by frame, for
// comparisons: no carrier, no panel, none of the program's own player. It times nothing.
// Belongs to the thread of the GL context that was current when it was made, and must die before it.
#pragma once

#include "renderer/base/result.h"
#include "renderer/engine/texture_pool.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace senga {

using MpvSettings = std::vector<std::pair<std::string, std::string>>;

struct MpvScreenSetup {
    std::string path;
    double start_s = 0.0; // the first frame's own time
    std::string shader;   // text of one user-shader file; empty: none
    MpvSettings settings; // set last, so they win
};

class MpvScreen {
public:
    // Opens the film, paused at its first frame, and waits until that can be drawn. Errors: player_start, player_open,
    // file_unwritable (the shader's file).
    static Result<MpvScreen> open(const MpvScreenSetup& setup);
    ~MpvScreen();
    MpvScreen(MpvScreen&&) noexcept;
    MpvScreen& operator=(MpvScreen&&) noexcept;

    // Draws the frame that is due: a new one is brought to the GPU and goes through the whole chain. Of a frame drawn
    // before, mpv shows a copy unless redo() came between. Errors: player_command.
    Outcome draw(const Target& target);
    // Tells mpv that it was shown. Not part of any drawing.
    void shown();

    // Has the next draw() of a still frame go through the whole chain again, but for bringing it to the GPU. Errors:
    // player_command.
    Outcome redo();
    // Lets the film go on until its next frame waits; it begins anew at its end. The film stands still again after
    // hold(). Errors: player_open (no frame comes).
    Outcome advance();
    Outcome hold();

    // What libmpv has warned of so far; a shader that it refuses is among it.
    const std::string& complaints();
    // "0.35.1"
    std::string version();
    // The title, the language or the number of the subtitles on show, empty where there are none.
    std::string subtitles();

private:
    class Impl;
    explicit MpvScreen(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace senga
