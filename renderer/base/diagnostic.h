// A Diagnostic is what went wrong, where, and what the user can do about it: a value, returned, never thrown.
// It is not a log line; whoever receives it decides whether to print it, show it or drop it.
// Every code stands once in the table below with its default severity; tests assert on codes, not on texts.
// Plain data, any thread.
#pragma once

#include <string>
#include <string_view>

namespace senga {

enum class Severity { note, warning, error };

// X(code, severity, what it means)
#define SENGA_DIAGNOSTICS(X)                                                                                           \
    /* files and media */                                                                                              \
    X(file_missing, error, "the file does not exist")                                                                  \
    X(file_unreadable, error, "the file cannot be read")                                                               \
    X(file_unwritable, error, "the file cannot be written")                                                            \
    X(file_too_large, error, "the file is larger than the limit")                                                      \
    X(media_unreadable, error, "the media file is damaged or of an unknown kind")                                      \
    X(media_no_video, error, "the media file has no picture")                                                          \
    X(media_end, error, "the asked frame lies behind the last one")                                                    \
    X(media_damaged, warning, "part of the media file is damaged")                                                     \
    X(media_format, error, "the pixel format is not supported")                                                        \
    X(media_converted, note, "the pixel format is converted to the nearest one that is supported")                     \
    X(media_colour, note, "the colour description is not supported and guessed")                                       \
    /* the shader language */                                                                                          \
    X(shader_empty, error, "the file holds no pass")                                                                   \
    X(shader_limit, error, "the file exceeds a limit of the language")                                                 \
    X(shader_directive, error, "a //! line is not understood")                                                         \
    X(shader_directive_unknown, warning, "a //! line is unknown and ignored")                                          \
    X(shader_value, error, "the value of a //! line is malformed")                                                     \
    X(shader_stage, error, "HOOK names no stage")                                                                      \
    X(shader_no_hook, warning, "a pass hooks no stage and is ignored")                                                 \
    X(shader_duplicate, error, "a name is defined twice")                                                              \
    X(shader_unsupported, error, "the file needs something this version does not offer")                               \
    X(shader_expression, error, "a size expression is malformed")                                                      \
    X(shader_texture_data, error, "the data of a TEXTURE block are malformed")                                         \
    X(shader_buffer, error, "a BUFFER block is malformed")                                                             \
    X(shader_parameter, error, "a PARAM block is malformed")                                                           \
    X(shader_compile, error, "the driver rejects the GLSL of a pass")                                                  \
    X(shader_not_finite, error, "a pass writes values that are no numbers")                                            \
    X(expression_unknown_name, error, "an expression names an unknown texture or parameter")                           \
    X(expression_malformed, error, "an expression leaves no or several values")                                        \
    X(expression_not_finite, error, "an expression has no finite value")                                               \
    /* chains and presets */                                                                                           \
    X(preset_unknown, error, "no preset has that name")                                                                \
    X(preset_syntax, error, "the preset is not valid TOML")                                                            \
    X(preset_value, error, "a value in the preset is wrong")                                                           \
    X(preset_key_unknown, warning, "a key in the preset is unknown and ignored")                                       \
    X(preset_range, warning, "a parameter lies outside its range and is clamped")                                      \
    X(pass_unknown, error, "no pass has that name")                                                                    \
    X(parameter_unknown, warning, "the shader has no such parameter")                                                  \
    X(plan_size, error, "a pass asks for an impossible texture size")                                                  \
    X(plan_input, error, "the plan's input or output size is impossible")                                              \
    X(plan_resize, error, "a pass resizes a stage that cannot be resized")                                             \
    X(texture_missing, warning, "a pass binds a texture that nobody saved")                                            \
    /* the graphics system */                                                                                          \
    X(gl_no_context, error, "no OpenGL context can be had")                                                            \
    X(gl_too_old, error, "OpenGL is older than 4.3")                                                                   \
    X(gl_out_of_memory, error, "the graphics memory is used up")                                                       \
    X(gl_framebuffer, error, "the driver rejects a render target")                                                     \
    X(gl_internal, error, "a built-in program does not compile or link")                                               \
    /* the player */                                                                                                   \
    X(player_start, error, "libmpv cannot be started")                                                                 \
    X(player_open, error, "libmpv cannot open the file")                                                               \
    X(player_ended_early, warning, "the file ends before its length says")                                             \
    X(player_no_audio, warning, "there is no audio device")                                                            \
    X(player_command, warning, "libmpv refused a command")                                                             \
    X(window_failed, error, "the window cannot be opened")                                                             \
    /* what is remembered */                                                                                           \
    X(settings_syntax, error, "a settings file is not valid TOML")                                                     \
    X(settings_value, warning, "a value in a settings file is wrong and ignored")                                      \
    X(settings_key_unknown, warning, "a key in a settings file is unknown and ignored")                                \
    X(key_clash, warning, "two actions want the same key")                                                             \
    X(action_unknown, warning, "no action has that name")                                                              \
    /* export */                                                                                                       \
    X(export_nothing, error, "nothing of the chain can be exported to that player")                                    \
    X(export_failed, error, "an exported shader does not compile")                                                     \
    X(export_exists, error, "a file of the export exists already")                                                     \
    /* the command line */                                                                                             \
    X(usage, error, "the command line is wrong")

enum class Code {
#define SENGA_X(code, severity, meaning) code,
    SENGA_DIAGNOSTICS(SENGA_X)
#undef SENGA_X
};

// Where it happened. `line` counts from 1; 0 means the file as a whole, an empty file means no file at all.
struct Place {
    std::string file;
    int line = 0;
    bool operator==(const Place&) const = default;
};

struct Diagnostic {
    Code code = Code::usage;
    Severity severity = Severity::error;
    Place place;
    std::string text; // one sentence for the user: what, and what to do

    bool operator==(const Diagnostic&) const = default;
};

std::string_view code_name(Code code);
std::string_view code_meaning(Code code);
Severity code_severity(Code code);

// Builds a Diagnostic with the code's own severity.
Diagnostic diagnose(Code code, std::string text, Place place = {});

// "file:line: error: text [code]", leaving out what is unknown.
std::string to_string(const Diagnostic& diagnostic);

} // namespace senga
