// LanguageBench draws one user shader with libmpv and with our engine on a small picture and says how they got on. It
// hands both the very same text, unlike Bench, which bakes it for mpv. Inputs are made with ffmpeg when first asked
// for. One thread; owns both engines, so make few of them.
#pragma once

#include "tests/media/media_fixture.h"
#include "tests/parity/compare.h"
#include "tests/parity/engine_picture.h"
#include "tests/parity/mpv_reference.h"

#include <map>
#include <string>

namespace senga::parity {

// How a file is written down: none of it changes what the file means.
enum class Dress { as_it_is, carriage_returns, no_last_newline, indented };

// What the shader does to the picture in mpv, so that no comparison is between two engines that do nothing.
enum class Effect { visible, none };

struct Quirk {
    std::string what; // for people
    std::string text;
    std::string input; // by its name in language_bench.cpp: "4:2:0", "rgb"; all are small
    Size output;
    Effect effect = Effect::visible;
    int idle = 0; // passes that do not run at a stage they meet
    Dress dress = Dress::as_it_is;
    // In steps of 1/255, of any channel of any pixel. The scalers' own differences, such as 0.02 at an edge, are passed
    // on by shaders that compute without branches on the picture.
    double worst = 0.06;
};

class LanguageBench {
public:
    // Fails the running test where either engine cannot start.
    LanguageBench();

    // Draws with both, prints a line, checks the bound, the effect and the passes that run.
    void check(const Quirk& quirk);
    // Our picture; a file that is refused fails the running test.
    EngineResult ours(const Quirk& quirk);
    // mpv's, or what it complains of.
    Result<FloatImage> mpvs(const Quirk& quirk);
    // mpv's without any shader.
    const FloatImage& plain(const std::string& input, Size output);

private:
    struct Input {
        std::string path;
        RawFrame frame;
    };
    const Input& input(const std::string& name);

    senga::test::Folder folder_;
    MpvReference reference_;
    EnginePicture engine_;
    std::map<std::string, Input> inputs_;
    std::map<std::string, FloatImage> plain_;
};

// The file under tests/parity/shaders/.
std::string shader_text(const std::string& file);

} // namespace senga::parity
