// The pictures that parity is shown on: stills and clips of assets/, and variants of them in other formats, made with
// the ffmpeg program when first asked for and losslessly encoded. Small, because both engines run on the CPU here.
// One thread; the files are removed with the object.
#pragma once

#include "app/media/video_reader.h"
#include "tests/media/media_fixture.h"

#include <map>
#include <string>
#include <vector>

namespace senga::parity {

struct Input {
    std::string name;
    std::string path;
    RawFrame frame;       // the one to be drawn
    double start_s = 0.0; // where mpv finds it; 0: the file's first
};

class Inputs {
public:
    // By name; the names are those of the table in inputs.cpp. Fails the running test where it cannot be had.
    const Input& get(const std::string& name);

private:
    senga::test::Folder folder_;
    std::map<std::string, Input> known_;
};

std::vector<std::string> rgb_inputs();
std::vector<std::string> ycbcr_inputs();

} // namespace senga::parity
