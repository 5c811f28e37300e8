#include "renderer/export/mpv_settings.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga::mpv {
namespace {

// Behind the table of the chain; Lua 5.1 and 5.2. Lists are handed over as tables, so that no separator of a system is
// needed. Every export brings this script; they find each other by messages, and one of them acts.
constexpr std::string_view body = R"lua(
local folder = "~~/shaders/senga-"
local peers = { [chain.stem] = chain.label } -- the chains that are installed
local muted = {}                             -- of the passes, by number
local last = nil                             -- the chain that was on most recently
local variant = ".glsl"                      -- or "-params.glsl", where that file was loaded

local function say(text)
    mp.osd_message(text, 2)
end

-- The chain a shader file belongs to.
local function owner(path)
    for stem in pairs(peers) do
        local start = folder .. stem
        if path == start .. ".glsl" or path == start .. "-params.glsl"
            or path:sub(1, #start + 1) == start .. "/" then
            return stem
        end
    end
end

local function shaders()
    return mp.get_property_native("glsl-shaders") or {}
end

local function active()
    for _, path in ipairs(shaders()) do
        local stem = owner(path)
        if stem then
            return stem, path
        end
    end
end

local function stems()
    local out = {}
    for stem in pairs(peers) do
        out[#out + 1] = stem
    end
    table.sort(out)
    return out
end

-- Whether a chain is on whose script has not said that it is there.
local function stranger()
    for _, path in ipairs(shaders()) do
        if path:sub(1, #folder) == folder and not owner(path) then
            return true
        end
    end
end

-- The chain the keys speak to: the one that is on, else the one that was.
local function current()
    if not active() and stranger() then
        return nil
    end
    return active() or (last and peers[last] and last) or stems()[1]
end

-- A pass runs only with what it needs: mpv would skip it, and may break the next one.
local function running()
    local on, changed = {}, true
    for i in ipairs(chain.passes) do
        on[i] = not muted[i]
    end
    while changed do
        changed = false
        for i, pass in ipairs(chain.passes) do
            for _, group in ipairs(pass.needs) do
                local met = false
                for _, other in ipairs(group) do
                    met = met or on[other]
                end
                if on[i] and not met then
                    on[i], changed = false, true
                end
            end
        end
    end
    return on
end

-- Puts these files where a chain's stand now, at the end if none does. Other shaders stay.
local function replace(before, files)
    local out, placed = setmetatable({}, { type = "ARRAY" }), false
    local function place()
        for _, file in ipairs(files) do
            out[#out + 1] = file
        end
        placed = true
    end
    for _, path in ipairs(before) do
        if not owner(path) then
            out[#out + 1] = path
        elseif not placed then
            place()
        end
    end
    if not placed then
        place()
    end
    mp.set_property_native("glsl-shaders", out)
end

-- The whole ordered list each time: "toggle" would move a file to the end, behind those that need it.
local function apply(before)
    local on, files, all = running(), {}, true
    for i, pass in ipairs(chain.passes) do
        if on[i] then
            files[#files + 1] = folder .. chain.stem .. "/" .. pass.file
        else
            all = false
        end
    end
    if all and #chain.passes > 0 then
        files = { folder .. chain.stem .. variant }
    end
    replace(before or shaders(), files)
end

local function is_on()
    return active() == chain.stem
end

local function toggle()
    if is_on() then
        replace(shaders(), {})
        say(chain.label .. ": off")
    elseif #chain.passes == 0 then
        say(chain.label .. " has no passes")
    else
        apply()
        say(chain.label .. ": on")
    end
end

local function toggle_pass(number)
    local index = tonumber(number)
    local pass = index and chain.passes[index]
    if not pass then
        say(chain.label .. " has no pass " .. tostring(number))
        return
    end
    muted[index] = not muted[index] or nil
    apply()
    local on, waiting = running(), {}
    for i, other in ipairs(chain.passes) do
        if not on[i] and not muted[i] then
            waiting[#waiting + 1] = other.label
        end
    end
    local text = chain.label .. ": " .. pass.label .. (muted[index] and " off" or " on")
    if #waiting > 0 then
        text = text .. "\nwithout what they need, off too: " .. table.concat(waiting, ", ")
    end
    say(text)
end

local function all()
    muted = {}
    apply()
    say(chain.label .. ": all passes on")
end

local function has_profile(name)
    for _, profile in ipairs(mp.get_property_native("profile-list") or {}) do
        if profile.name == name then
            return true
        end
    end
end

-- This chain in place of another, with its scalers where the profile is known.
local function use()
    local before = shaders()
    if has_profile("senga-" .. chain.stem) then
        mp.commandv("apply-profile", "senga-" .. chain.stem)
    end
    muted = {}
    apply(before)
    say(chain.label)
end

local function next_chain()
    local names = stems()
    for i, stem in ipairs(names) do
        if stem == chain.stem then
            mp.commandv("script-message", "senga", "use", names[i % #names + 1])
        end
    end
end

local actions = { toggle = toggle, pass = toggle_pass, all = all, next = next_chain }

mp.register_script_message("senga", function(command, argument)
    if command == "use" then
        if argument == chain.stem then
            use()
        end
    elseif actions[command] and current() == chain.stem then
        actions[command](argument)
    end
end)
mp.register_script_message("senga-here", function(stem, label)
    peers[stem] = label
end)
mp.register_script_message("senga-who", function()
    mp.commandv("script-message", "senga-here", chain.stem, chain.label)
end)
mp.observe_property("glsl-shaders", "native", function()
    local stem, path = active()
    last = stem or last
    if stem == chain.stem and path == folder .. stem .. "-params.glsl" then
        variant = "-params.glsl"
    end
end)
mp.commandv("script-message", "senga-who")
)lua";

// As Lua writes a text; bytes above ASCII stay.
std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    return out + "\"";
}

std::string needs_text(const EntryFile& entry) {
    std::string out;
    for (const auto& group : entry.needs) {
        std::string numbers;
        for (const std::size_t other : group) {
            numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", other + 1);
        }
        out += fmt::format("{}{{ {} }}", out.empty() ? "" : ", ", numbers);
    }
    return out.empty() ? "{}" : "{ " + out + " }";
}

} // namespace

std::string script_text(const Shaders& shaders) {
    std::string out = fmt::format(
        "-- Switches Senga's chain \"{0}\" in mpv, whole or pass by pass, and between chains where several are\n"
        "-- installed. Belongs into the folder scripts; senga-{1}-input.conf has the keys.\n"
        "local chain = {{\n    stem = {2},\n    label = {3},\n    passes = {{\n",
        shaders.title, shaders.stem, quoted(shaders.stem), quoted(shaders.title));
    for (const EntryFile& entry : shaders.entries) {
        out += fmt::format("        {{ label = {}, file = {}, needs = {} }},\n", quoted(entry.label),
                           quoted(entry.name), needs_text(entry));
    }
    out += "    },\n}\n";
    return out + std::string(body);
}

std::string keys_text(const Shaders& shaders) {
    std::string out = fmt::format("# Keys for Senga's chain \"{}\". Copy the lines into input.conf; change the keys as "
                                  "you like.\n"
                                  "# They speak to the chain that is on, whichever it is: once is enough for all of "
                                  "them.\n"
                                  "Ctrl+Alt+p script-message senga toggle # the whole chain off and on\n"
                                  "Ctrl+Alt+n script-message senga next   # the next chain that is installed\n"
                                  "Ctrl+0 script-message senga all        # every pass on\n",
                                  shaders.title);
    constexpr std::size_t digits = 9;
    for (std::size_t i = 0; i < std::min(digits, shaders.entries.size()); ++i) {
        out += fmt::format("Ctrl+{0} script-message senga pass {0}     # {1}\n", i + 1, shaders.entries[i].label);
    }
    return out;
}

} // namespace senga::mpv
