#include "app/media/tags.h"

extern "C" {
#include <libavutil/avstring.h>
}

#include <algorithm>
#include <array>
#include <string_view>

namespace senga::ff {
namespace {

// What describes the source's bytes or its container and would be wrong of the new file.
bool is_stale(std::string_view key) {
    constexpr std::array<std::string_view, 9> begins{
        "vendor_id",   "BPS",           "NUMBER_OF_",        "DURATION", "_STATISTICS_",
        "major_brand", "minor_version", "compatible_brands", "encoder"};
    return std::any_of(begins.begin(), begins.end(), [&](std::string_view begin) {
        return key.size() >= begin.size() && av_strncasecmp(key.data(), begin.data(), begin.size()) == 0;
    });
}

} // namespace

std::string tag(const AVDictionary* metadata, const char* key) {
    const AVDictionaryEntry* entry = av_dict_get(metadata, key, nullptr, 0);
    return entry ? entry->value : "";
}

void copy_tags(const AVDictionary* from, AVDictionary*& to) {
    const AVDictionaryEntry* entry = nullptr;
    while ((entry = av_dict_get(from, "", entry, AV_DICT_IGNORE_SUFFIX)) != nullptr) {
        if (!is_stale(entry->key)) {
            av_dict_set(&to, entry->key, entry->value, 0);
        }
    }
}

AVChapter* add_chapter(AVFormatContext& out, const AVChapter& like) {
    auto* chapter = static_cast<AVChapter*>(av_mallocz(sizeof(AVChapter)));
    if (!chapter) {
        return nullptr;
    }
    chapter->id = like.id;
    chapter->time_base = like.time_base;
    chapter->start = like.start;
    chapter->end = like.end;
    copy_tags(like.metadata, chapter->metadata);
    int count = static_cast<int>(out.nb_chapters);
    av_dynarray_add(&out.chapters, &count, chapter);
    out.nb_chapters = static_cast<unsigned>(count);
    return chapter;
}

} // namespace senga::ff
