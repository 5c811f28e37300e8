// Titles, languages, chapters and other words that a file and its streams carry, taken over from one file into another.
// What describes the old file's bytes or its container stays behind. Internal to app/media. Free functions without
// state, any thread; the dictionaries belong to the caller.
#pragma once

#include "app/media/ffmpeg.h"

#include <string>

namespace senga::ff {

// What is not there is empty.
std::string tag(const AVDictionary* metadata, const char* key);

void copy_tags(const AVDictionary* from, AVDictionary*& to);

// A chapter of `out` that is called and timed as `like`; null where memory is short. Owned by `out`.
AVChapter* add_chapter(AVFormatContext& out, const AVChapter& like);

} // namespace senga::ff
