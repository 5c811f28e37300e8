// What the player says about files that are missing, cut off or have no moving picture, and about sound that cannot be.
#include "tests/player/player_fixture.h"

#include <cmath>
#include <cstdlib>

using namespace senga;
using namespace senga::test;

TEST_CASE("files: a missing file ends with the reason and the player goes on") {
    const Folder folder;
    Screening screening(MpvOptions{{"pause", "yes"}});
    screening.load("/no/such/film.mkv");
    REQUIRE(screening.run_until([&] { return !screening.ended_files.empty(); }));
    REQUIRE(screening.ended_files[0].has_value());
    CHECK(screening.ended_files[0]->code == Code::player_open);
    CHECK(screening.ended_files[0]->place.file == "/no/such/film.mkv");
    CHECK(!screening.ended_files[0]->text.empty());
    CHECK(screening.frame().empty());
    screening.load(folder.make("clip.mkv", moving({64, 36}, 0.2) + "-pix_fmt yuv420p -c:v ffv1"));
    CHECK(screening.settle());
    CHECK(screening.frame().format.size == Size{64, 36});
}

TEST_CASE("files: what is no media file is refused") {
    const Folder folder;
    const std::string file = folder / "letter.mkv";
    REQUIRE(std::system(("printf 'Dear reader, this is not a film.' > '" + file + "'").c_str()) == 0);
    Screening screening;
    screening.load(file);
    REQUIRE(screening.run_until([&] { return !screening.ended_files.empty(); }));
    REQUIRE(screening.ended_files[0].has_value());
    CHECK(screening.ended_files[0]->code == Code::player_open);
}

TEST_CASE("files: one that breaks off plays to there and says so") {
    const Folder folder;
    const std::string whole =
        folder.make("whole.mkv", moving({96, 54}, 12.0) + "-pix_fmt yuv420p -c:v libx264 -qp 0 -g 12");
    const std::string half = folder / "half.mkv";
    REQUIRE(std::system(("head -c $(($(stat -c %s '" + whole + "') / 4)) '" + whole + "' > '" + half + "'").c_str()) ==
            0);
    Screening screening(MpvOptions{{"untimed", "yes"}});
    screening.load(half);
    REQUIRE(screening.run_until([&] { return screening.ended; }));
    CHECK(screening.run_until([&] { return screening.reported(Code::player_ended_early); }, Screening::Seconds(5)));
    CHECK(!screening.frame().empty());
    CHECK(screening.time_s > 0.5);
    CHECK(screening.time_s < 10.0);

    // A whole file does not say so.
    Screening calm(MpvOptions{{"untimed", "yes"}});
    calm.load(whole);
    REQUIRE(calm.run_until([&] { return calm.ended; }));
    calm.run_for(Screening::Seconds(0.3));
    CHECK(!calm.reported(Code::player_ended_early));
}

TEST_CASE("files: music with a cover shows the cover") {
    const Folder folder;
    const std::string cover = folder.make("cover.png", moving({90, 90}, 0.04) + "-pix_fmt rgb24 -frames:v 1");
    const std::string song =
        folder.make("song.m4a", "-f lavfi -i sine=d=2 -i '" + cover +
                                    "' -map 0 -map 1 -c:a aac -c:v copy -disposition:v:0 attached_pic");
    Screening screening(MpvOptions{{"audio", "auto"}, {"ao", "null"}});
    screening.load(song);
    REQUIRE(screening.settle());
    CHECK(screening.frame().format.size == Size{90, 90});
    CHECK(screening.frame().format.layout == Layout::rgb);
    bool art = false;
    bool sound = false;
    for (const Track& track : screening.tracks) {
        art |= track.kind == TrackKind::video && track.albumart;
        sound |= track.kind == TrackKind::audio && track.selected;
    }
    CHECK(art);
    CHECK(sound);
    CHECK(screening.run_until([&] { return screening.time_s > 0.5; }));
    CHECK(picture_hash(screening.frame()) == file_hashes(cover).front());
}

TEST_CASE("files: without an audio device the picture plays on, and that is said once") {
    const Folder folder;
    const std::string file =
        folder.make("clip.mkv", moving({64, 36}, 2.0) + "-f lavfi -i sine=d=2 -pix_fmt yuv420p -c:v ffv1 -c:a flac");
    Screening screening(MpvOptions{{"audio", "auto"}, {"ao", "alsa"}, {"audio-device", "alsa/no-such-device"}});
    screening.load(file);
    REQUIRE(screening.run_until([&] { return screening.time_s > 0.5; }));
    CHECK(screening.reported(Code::player_no_audio));
    int told = 0;
    for (const Diagnostic& report : screening.reports) {
        told += report.code == Code::player_no_audio ? 1 : 0;
    }
    CHECK(told == 1);
    CHECK(!screening.frame().empty());
}

TEST_CASE("files: a refused command is reported, not fatal") {
    Screening screening;
    screening.player().client().command({"no-such-command"});
    screening.player().client().set("no-such-property", "1");
    CHECK(screening.run_until([&] { return screening.reports.size() >= 2; }, Screening::Seconds(5)));
    CHECK(screening.reported(Code::player_command));
}

TEST_CASE("files: an option that mpv does not know keeps the player from starting, with its name") {
    PlayerOptions options;
    options.client.extra = {{"no-such-option", "1"}};
    auto context = gl::OffscreenContext::create();
    REQUIRE(context.ok());
    options.render.get_proc_address = [](void*, const char* name) {
        return gl::OffscreenContext::get_proc_address(name);
    };
    const Result<Player> player = Player::create(std::move(options));
    REQUIRE(!player.ok());
    CHECK(player.error().code == Code::player_start);
    CHECK(player.error().text.find("no-such-option") != std::string::npos);
}
