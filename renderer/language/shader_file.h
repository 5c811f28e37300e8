// ShaderFile is a parsed mpv user shader: parameters, textures, buffers and passes, in file order, as plain data.
// It owns no GL object and does no I/O; it is the same for the engine, the planner and the exporters.
// Immutable once parsed and shared as shared_ptr<const ShaderFile>; any thread.
#pragma once

#include "renderer/base/diagnostic.h"
#include "renderer/language/expression.h"
#include "renderer/language/stage.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace senga {

// One //!PARAM block. Values of every type are carried as double, which holds float, int and uint exactly.
struct Parameter {
    enum class Type { real, integer, natural }; // float, int, uint
    // uniform: changes without a compile. define and constant: part of the program text. dynamic: as uniform, hinted to
    // change often.
    enum class Binding { uniform, define, constant, dynamic };

    std::string name;
    std::string desc;
    Type type = Type::real;
    Binding binding = Binding::uniform;
    double initial = 0.0;
    std::optional<double> minimum;
    std::optional<double> maximum;
    std::vector<std::string> labels; // of an ENUM; value i means labels[i]
    int line = 0;
};

// Clamps to the range and rounds integers. A NaN becomes the initial value.
double sanitised(const Parameter& parameter, double value);
// "float", "int" or "uint".
std::string_view glsl_type(const Parameter& parameter);
// The value as GLSL text of the parameter's type: "0.3", "4", "4u". Floats keep every bit.
std::string glsl_literal(const Parameter& parameter, double value);

// One //!TEXTURE block.
struct TextureBlock {
    enum class Filter { nearest, linear };
    enum class Border { clamp, repeat, mirror };

    std::string name;
    int dimensions = 2;               // 1, 2 or 3
    std::array<int, 3> size{1, 1, 1}; // unused dimensions are 1
    std::string format;               // as written: "rgba16f", "r8", ...
    Filter filter = Filter::nearest;
    Border border = Border::clamp;
    bool storage = false;        // lives from frame to frame, written by the passes themselves
    std::vector<std::byte> data; // decoded hex; rgba16f and kin are 32-bit floats in the file
    int line = 0;
};

// One //!BUFFER block (libplacebo's): variables that several passes share. A storage buffer is written by the passes
// and lives from frame to frame; any other is read-only, and the data are its values.
struct BufferBlock {
    struct Variable {
        std::string type; // as GLSL writes it: "float", "uvec3", "mat4"
        std::string name;
        int count = 0;          // of an array, at least 2; 0: none
        std::size_t offset = 0; // in bytes
    };

    std::string name;
    std::vector<Variable> variables; // at least one
    bool storage = false;            // std430, read and written; else std140, read only
    std::size_t bytes = 0;           // where the last variable ends; a GL buffer needs a multiple of 16
    std::vector<std::byte> data;     // decoded hex, `bytes` long; empty: zeros
    int line = 0;
};

// One //!COMPUTE line: block size in pixels and, optionally, threads.
struct ComputeBlock {
    int block_w = 0;
    int block_h = 0;
    int threads_w = 0; // 0: as block
    int threads_h = 0;
};

struct Binding {
    std::string name;
    int line = 0;
};

// //!OFFSET: what the pass's output is shifted by, in pixels of the hooked texture; or ALIGN.
struct HookOffset {
    float x = 0.0F;
    float y = 0.0F;
    bool align = false;
};

// One pass: the directives up to the next pass, and the GLSL body.
struct PassBlock {
    std::vector<Stage> hooks; // at least one
    std::vector<Binding> binds;
    std::string save; // empty: replaces the hooked texture
    std::string desc;
    HookOffset offset;
    Expression width;   // empty: as hooked
    Expression height;  // empty: as hooked
    Expression when;    // empty: always
    int components = 0; // 0: as hooked
    std::optional<ComputeBlock> compute;
    std::string body;
    int line = 0;      // of the first directive
    int body_line = 0; // of the first line of the body
};

struct ShaderFile {
    std::string name; // as the diagnostics show it, usually the path
    std::vector<Parameter> parameters;
    std::vector<TextureBlock> textures;
    std::vector<BufferBlock> buffers;
    std::vector<PassBlock> passes;
    std::vector<Diagnostic> notes; // warnings of the parser; the file works all the same
    std::string header;            // what stands before the first directive: the comment for people
    std::string text;              // the file as read

    const Parameter* find_parameter(std::string_view parameter_name) const;
    const TextureBlock* find_texture(std::string_view texture_name) const;
    const BufferBlock* find_buffer(std::string_view buffer_name) const;
};

} // namespace senga
