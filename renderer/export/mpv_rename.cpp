#include "renderer/export/mpv_rename.h"

#include "renderer/language/blocks.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/parser.h"
#include "renderer/language/prelude.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <limits>
#include <optional>
#include <set>

namespace senga::mpv {
namespace {

using Names = std::set<std::string, std::less<>>;

// The text was read once, so nothing in it exceeds what it was allowed then.
Limits generous() {
    Limits out;
    out.line_bytes = std::numeric_limits<std::size_t>::max();
    out.passes = std::numeric_limits<std::size_t>::max() / 4;
    out.file_bytes = std::numeric_limits<std::size_t>::max();
    out.name_bytes = std::numeric_limits<std::size_t>::max();
    return out;
}

std::string_view name_after(std::string_view word, const Renames& renames) {
    const auto at = renames.find(word);
    return at == renames.end() ? word : std::string_view(at->second);
}

std::string renamed_words(std::string_view line, const Renames& renames) {
    std::string out;
    for (const std::string_view word : split_words(line)) {
        out += out.empty() ? "" : " ";
        out += name_after(word, renames);
    }
    return out;
}

std::string renamed_directive(const Directive& directive, const Renames& renames) {
    const std::string_view word = directive.word;
    if (word == "TEXTURE" || word == "BUFFER" || word == "PARAM" || word == "BIND") {
        return fmt::format("//!{} {}\n", word, name_after(directive.value, renames));
    }
    if (word == "WHEN" || word == "WIDTH" || word == "HEIGHT") {
        return fmt::format("//!{} {}\n", word, renamed_words(directive.value, renames));
    }
    return std::string(directive.line) + "\n";
}

bool same_texture(const TextureBlock& a, const TextureBlock& b) {
    return !a.storage && !b.storage && a.dimensions == b.dimensions && a.size == b.size && a.format == b.format &&
           a.filter == b.filter && a.border == b.border && a.data == b.data;
}

// Gives names out, entry by entry.
class Namer {
public:
    explicit Namer(const Chain& chain);

    Renames renames_of(const ShaderFile& file);

private:
    struct Texture {
        const TextureBlock* block;
        std::string name;
    };
    std::string fresh(const std::string& name);
    std::optional<std::string> known(const TextureBlock& texture) const;

    Names taken_; // by parameters, textures and buffers of the entries before, and by everything passes save or bind
    std::vector<Texture> textures_;
};

Namer::Namer(const Chain& chain) {
    for (const ChainEntry& entry : chain.entries) {
        if (!entry.shader) {
            continue;
        }
        for (const PassBlock& pass : entry.shader->passes) {
            taken_.insert(pass.save);
            for (const Binding& bind : pass.binds) {
                if (!entry.shader->find_texture(bind.name) && !entry.shader->find_buffer(bind.name)) {
                    taken_.insert(bind.name);
                }
            }
        }
    }
}

std::string Namer::fresh(const std::string& name) {
    std::string out = name;
    for (int number = 2; taken_.contains(out); ++number) {
        out = fmt::format("{}_{}", name, number);
    }
    taken_.insert(out);
    return out;
}

std::optional<std::string> Namer::known(const TextureBlock& texture) const {
    for (const Texture& other : textures_) {
        if (other.block->name == texture.name && same_texture(*other.block, texture)) {
            return other.name;
        }
    }
    return std::nullopt;
}

Renames Namer::renames_of(const ShaderFile& file) {
    Renames out;
    const auto note = [&out](const std::string& from, const std::string& to) {
        if (from != to) {
            out[from] = to;
        }
    };
    // A new name must not be one that the file has for something else.
    Names own;
    for (const PassBlock& pass : file.passes) {
        GlslWords words(pass.body);
        while (const auto word = words.next()) {
            own.emplace(word->text);
        }
    }
    const auto unused = [&](const std::string& name) {
        std::string candidate = fresh(name);
        while (candidate != name && own.contains(candidate)) {
            candidate = fresh(name);
        }
        return candidate;
    };
    for (const TextureBlock& texture : file.textures) {
        const auto same = known(texture);
        const std::string name = same ? *same : unused(texture.name);
        textures_.push_back({&texture, name});
        note(texture.name, name);
    }
    for (const BufferBlock& buffer : file.buffers) {
        note(buffer.name, unused(buffer.name));
    }
    for (const Parameter& parameter : file.parameters) {
        note(parameter.name, unused(parameter.name));
    }
    return out;
}

ParameterValues renamed_values(const ParameterValues& values, const Renames& renames) {
    ParameterValues out;
    for (const auto& [name, value] : values) {
        out[std::string(name_after(name, renames))] = value;
    }
    return out;
}

} // namespace

std::string renamed(const ShaderFile& shader, const Renames& renames) {
    const auto source = split_blocks(shader.text, shader.name, generous());
    if (!source) {
        return shader.text; // cannot be: it was read once
    }
    std::string out(source->header);
    for (const SourceBlock& block : source->blocks) {
        if (!out.empty() && out.back() != '\n') {
            out += '\n';
        }
        for (const Directive& directive : block.directives) {
            out += renamed_directive(directive, renames);
        }
        out += block.kind == BlockKind::pass ? renamed_identifiers(block.body, renames) : std::string(block.body);
    }
    return out;
}

Chain without_clashes(const Chain& chain) {
    Chain out = chain;
    Namer namer(chain);
    for (const std::size_t e : running_order(chain)) {
        ChainEntry& entry = out.entries[e];
        if (!takes_part(chain, e) || !entry.shader) {
            continue;
        }
        const Renames renames = namer.renames_of(*chain.entries[e].shader);
        if (renames.empty()) {
            continue;
        }
        auto read = parse_shader(renamed(*entry.shader, renames), entry.shader->name, generous());
        if (!read) {
            continue; // cannot be: only names were changed
        }
        entry.shader = std::make_shared<const ShaderFile>(*std::move(read));
        entry.values = renamed_values(entry.values, renames);
        for (ConditionalValues& conditional : entry.conditional) {
            conditional.values = renamed_values(conditional.values, renames);
        }
    }
    return out;
}

} // namespace senga::mpv
