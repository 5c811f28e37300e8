// senga degrade as a program: files in and out, the record, what is refused. Films made by the ffmpeg program.
#include "app/media/png_file.h"
#include "app/media/video_reader.h"
#include "tests/measure/clips.h"
#include "tests/process.h"
#include "tests/program.h"

#include <nlohmann/json.hpp>

#include <filesystem>

using namespace senga;
using namespace senga::test;

namespace {

Ran degrade(const TemporaryFolder& folder, const std::string& arguments) {
    return run_senga(folder, "degrade " + arguments);
}

std::string in(const TemporaryFolder& folder, const std::string& name) {
    return (folder.path() / name).string();
}

// A ramp: sample i of the file is i times 257 (8 bits) or 97.
void write_still(const std::string& path, Size size, int bit_depth) {
    const std::size_t count = static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * 3;
    if (bit_depth == 8) {
        Rgb8Image image{.size = size, .samples = {}};
        for (std::size_t i = 0; i < count; ++i) {
            image.samples.push_back(static_cast<std::uint8_t>(i * 5));
        }
        REQUIRE(write_png(path, image).ok());
        return;
    }
    Rgb16Image image{.size = size, .samples = {}};
    for (std::size_t i = 0; i < count; ++i) {
        image.samples.push_back(static_cast<std::uint16_t>(i * 97));
    }
    REQUIRE(write_png(path, image).ok());
}

std::vector<double> times_of(const std::string& path) {
    Result<VideoReader> reader = VideoReader::open(path);
    REQUIRE(reader.ok());
    std::vector<double> out;
    for (Result<RawFrame> frame = reader->next(); frame.ok(); frame = reader->next()) {
        out.push_back(frame->pts_s);
    }
    return out;
}

} // namespace

TEST_CASE("a still keeps its depth, and what does nothing keeps every code") {
    const TemporaryFolder folder("degrade stills ü");
    for (const int bits : {8, 16}) {
        const std::string input = in(folder, "clean " + std::to_string(bits) + ".png");
        const std::string output = in(folder, "dåmaged " + std::to_string(bits) + ".png");
        write_still(input, {31, 17}, bits);
        const Ran ran = degrade(folder, "'" + input + "' -o '" + output + "' --damage tint --damage blur:sigma=0");
        REQUIRE_MESSAGE(ran.code == 0, ran.err);
        CHECK(ran.out.empty());
        CHECK(ran.err.empty());
        const Result<Rgb16Image> before = read_png(input);
        const Result<Rgb16Image> after = read_png(output);
        REQUIRE((before.ok() && after.ok()));
        CHECK(after->file_bit_depth == bits);
        CHECK((after->samples == before->samples));
    }
    const std::string deep = in(folder, "deep.png");
    REQUIRE(
        degrade(folder, "'" + in(folder, "clean 8.png") + "' -o " + "'" + deep + "' --damage tint --depth 16").code ==
        0);
    CHECK(read_png(deep)->file_bit_depth == 16);
    CHECK((read_png(deep)->samples == read_png(in(folder, "clean 8.png"))->samples));
}

TEST_CASE("the same command writes the same bytes, and its JSON says how to repeat it") {
    const TemporaryFolder folder("degrade_record");
    const std::string input = in(folder, "in.png");
    write_still(input, {64, 48}, 8);
    const auto run = [&](const std::string& name, const std::string& options) {
        const Ran ran = degrade(folder, input + " -o " + in(folder, name) + " --json " + options);
        REQUIRE_MESSAGE(ran.code == 0, ran.err);
        return nlohmann::json::parse(ran.out);
    };
    const std::string wear = "--damage downscale:factor=2 --damage grain --damage dust:count=5";
    const nlohmann::json record = run("a.png", wear + " --seed 42");
    CHECK(record["seed"] == 42);
    CHECK(record["size"] == nlohmann::json({32, 24}));
    CHECK(record["source_size"] == nlohmann::json({64, 48}));
    CHECK(record["frames"] == 1);
    REQUIRE(record["damage"].size() == 3);
    CHECK(record["damage"][0]["op"] == "downscale");
    CHECK(record["damage"][0]["parameters"]["factor"] == 2.0);
    CHECK(record["damage"][0]["parameters"]["size"].is_null());
    CHECK(record["damage"][2]["parameters"]["count"] == 5.0);
    std::string again = "--seed " + std::to_string(record["seed"].get<int>());
    for (const nlohmann::json& damage : record["damage"]) {
        again += " --damage " + damage["text"].get<std::string>();
    }
    run("b.png", again);
    run("c.png", wear + " --seed 43");
    run("d.png", "--seed 42 --damage grain --damage downscale:factor=2 --damage dust:count=5");
    const std::string first = contents(in(folder, "a.png"));
    CHECK((contents(in(folder, "b.png")) == first));
    CHECK((contents(in(folder, "c.png")) != first));
    CHECK((contents(in(folder, "d.png")) != first)); // another order
}

TEST_CASE("a film keeps its times, its sound and its shape") {
    const TemporaryFolder folder("degrade_film");
    const std::string input = in(folder, "in.mkv");
    // Frames at uneven times, pixels wider than high.
    ffmpeg("-f lavfi -i testsrc2=size=72x48:rate=25 -f lavfi -i sine=frequency=440 -t 1 "
           "-vf \"select='not(eq(mod(n,5),3))',setsar=8/9\" -fps_mode vfr -c:v ffv1 -pix_fmt yuv420p10le -c:a flac " +
           input);
    const std::string output = in(folder, "out.mkv");
    Ran ran =
        degrade(folder, input + " -o " + output + " --damage noise --damage h264:bits=10 --damage scratches --json");
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    const nlohmann::json record = nlohmann::json::parse(ran.out);
    CHECK(record["frames"] == 20);
    CHECK(record["codec"] == "ffv1");
    CHECK(record["bits"] == 10);
    CHECK(times_of(output) == times_of(input));
    const MediaInfo info = VideoReader::open(output)->info();
    CHECK(info.codec == "ffv1");
    CHECK(info.pixel_format == "yuv420p10le");
    CHECK(std::abs(info.format.pixel_aspect - 8.0 / 9.0) < 1e-6);
    const auto packets = [&folder](const std::string& path) {
        const std::string sums = in(folder, "sums");
        ffmpeg("-i " + path + " -map 0:a -c copy -f md5 " + sums);
        return contents(sums);
    };
    CHECK(packets(output) == packets(input));

    // A part, and another codec: its frames are those of the whole, noise included.
    const std::string part = in(folder, "part.mkv");
    ran = degrade(folder, input + " -o " + part + " --damage noise --start 0.5 --frames 4");
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    CHECK(times_of(part).size() == 4);
    ran = degrade(folder, input + " -o " + output + " --force --damage noise");
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    Result<VideoReader> whole = VideoReader::open(output);
    Result<VideoReader> cut = VideoReader::open(part);
    REQUIRE((whole.ok() && cut.ok()));
    const Result<RawFrame> a = whole->frame_at_time(0.5);
    const Result<RawFrame> b = cut->next();
    REQUIRE((a.ok() && b.ok()));
    CHECK((a->planes[0].bytes == b->planes[0].bytes));
    CHECK((a->planes[2].bytes == b->planes[2].bytes));
}

TEST_CASE("what is there stays unless it is to be replaced; what cannot be done is said in one line") {
    const TemporaryFolder folder("degrade_refused");
    const std::string input = in(folder, "in.png");
    const std::string output = in(folder, "out.png");
    write_still(input, {16, 16}, 8);
    folder.write("out.png", "precious");
    const std::string film = made_clip(folder, "film.mkv", "testsrc2=size=64x48:rate=25", "-frames:v 3 -c:v ffv1");
    folder.write("broken.png", "no picture");
    struct Row {
        std::string arguments;
        int code;
        const char* says;
    };
    const Row rows[]{
        {input + " -o " + output + " --damage blur", 1, "--force"},
        {in(folder, "none.png") + " -o " + in(folder, "x.png") + " --damage blur", 1, "none.png"},
        {in(folder, "broken.png") + " -o " + in(folder, "x.png") + " --damage blur", 1, "broken.png"},
        {input + " -o " + in(folder, "no/such/x.png") + " --damage blur", 1, "x.png"},
        {input + " -o " + in(folder, "x.png"), 2, "--damage"},
        {input + " --damage blur", 2, "-o OUTPUT"},
        {input + " -o " + in(folder, "x.png") + " --damage blurr", 2, "there is no damage"},
        {input + " -o " + in(folder, "x.png") + " --damage blur:sigma=x", 2, "sigma is 0 to 100"},
        {input + " -o " + in(folder, "x.mkv") + " --damage blur", 2, ".png"},
        {film + " -o " + in(folder, "x.png") + " --damage blur", 2, ".mkv"},
        {film + " -o " + film + " --force --damage blur", 2, "choose another name"},
        {input + " -o " + input + " --force --damage blur", 2, "choose another name"},
        {input + " -o " + in(folder, "x.png") + " --depth 10 --damage blur", 2, "8 or 16"},
        {input + " -o " + in(folder, "x.png") + " --damage downscale:size=20x20", 2, "upscale"},
        {film + " -o " + in(folder, "x.mkv") + " --codec nonsense --damage blur", 2, "ffv1"},
        {film + " -o " + in(folder, "x.mkv") + " --crf 20 --damage blur", 2, "lossless"},
        {film + " -o " + in(folder, "x.mkv") + " --start 99 --damage blur", 1, "film.mkv"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.arguments);
        const Ran ran = degrade(folder, row.arguments);
        CHECK(ran.code == row.code);
        CHECK(ran.out.empty());
        CHECK_MESSAGE(ran.err.find(row.says) != std::string::npos, ran.err);
        CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 1);
    }
    CHECK(contents(output) == "precious");
    CHECK(!std::filesystem::exists(in(folder, "x.png")));
    CHECK(degrade(folder, input + " -o " + output + " --damage blur --force").code == 0);
    CHECK(read_png(output).ok());
}

TEST_CASE("Ctrl+C ends a film in good order") {
    const TemporaryFolder folder("degrade_stop");
    const std::string film =
        made_clip(folder, "in.mkv", "testsrc2=size=320x180:rate=25,noise=alls=40:allf=t", "-frames:v 600 -c:v ffv1");
    const std::string out = in(folder, "out.mkv");
    // FFV1 of noise takes more than a byte a pixel: this is before the tenth frame.
    Process process({"degrade", film, "-o", out, "--damage", "blur"}, folder.path() / "log");
    REQUIRE(process.signal_at(out, 500'000, SIGINT));
    CHECK(process.wait() == 1);
    CHECK(contents(folder.path() / "log").find("stopped before the end") != std::string::npos);
    Result<VideoReader> reader = VideoReader::open(out);
    REQUIRE(reader.ok());
    std::int64_t frames = 0;
    while (reader->next().ok()) {
        ++frames;
    }
    CHECK(frames > 1);
    CHECK(frames < 600);
    CHECK(reader->diagnostics().empty());
    // It has its index: the length is that of its frames.
    CHECK(reader->info().duration_s == doctest::Approx(static_cast<double>(frames) / 25.0).epsilon(0.05));
}

TEST_CASE("--list names every operation and parameter, as text and as JSON") {
    const TemporaryFolder folder("degrade_list");
    const Ran text = degrade(folder, "--list");
    const Ran json = degrade(folder, "--list --json");
    REQUIRE((text.code == 0 && json.code == 0));
    const nlohmann::json operations = nlohmann::json::parse(json.out);
    CHECK(operations.size() == 21);
    for (const nlohmann::json& operation : operations) {
        const std::string line = "\n" + operation["name"].get<std::string>() + " ";
        CHECK(("\n" + text.out).find(line) != std::string::npos);
        for (const nlohmann::json& parameter : operation["parameters"]) {
            CHECK(text.out.find(parameter["help"].get<std::string>()) != std::string::npos);
            CHECK(!parameter["range"].get<std::string>().empty());
        }
    }
}
