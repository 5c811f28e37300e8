// Sound libraries print pages of their own to stderr where there is no device. Senga says that once, in its own words
// (Code::player_no_audio), so they are told to be quiet. Process-wide; call once before the first MpvClient.
#pragma once

namespace senga {

void quiet_audio_libraries();

} // namespace senga
