// The tests mean something only on the rasteriser whose arithmetic the references mirror: without it they fail, they
// are not skipped.
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <glad/gl.h>

#include <cstdlib>
#include <utility>

using namespace senga;
using namespace senga::test;

TEST_CASE("environment: the variables of tests/CMakeLists.txt are set") {
    const std::pair<const char*, const char*> wanted[] = {
        {"LIBGL_ALWAYS_SOFTWARE", "1"},
        {"GALLIUM_DRIVER", "llvmpipe"},
        {"GALLIVM_PERF", "no_aos_sampling"},
        {"LP_NUM_THREADS", "2"},
        {"EGL_PLATFORM", "surfaceless"},
        {"LC_ALL", "C"},
        {"TZ", "UTC"},
        {"MALLOC_PERTURB_", "255"},
    };
    for (const auto& [name, value] : wanted) {
        const char* found = std::getenv(name);
        REQUIRE_MESSAGE(found != nullptr, name << " is not set: run the tests through ctest or scripts/test");
        CHECK_MESSAGE(std::string(found) == value, name);
    }
}

TEST_CASE("environment: llvmpipe with OpenGL 4.3 or newer") {
    const Gl gl;
    CHECK_MESSAGE(gl.driver().renderer.find("llvmpipe") != std::string::npos, gl.driver().renderer);
    CHECK(gl.driver().software());
    CHECK((gl.driver().major > 4 || (gl.driver().major == 4 && gl.driver().minor >= 3)));
}

TEST_CASE("environment: the watch sees what the driver complains about") {
    Gl gl;
    CHECK(gl.messages().empty());
    glEnable(0xFFFF); // no such switch
    CHECK(gl.messages().size() == 1);
    gl.forget_messages();
    CHECK(gl.messages().empty());
}

TEST_CASE("environment: float textures carry every bit to the GPU and back") {
    const Gl gl;
    Image image(5, 3, 4);
    Noise noise(11);
    for (float& value : image.values) {
        value = noise.next() - 0.5F;
    }
    CHECK(mismatches(read(*texture_of(image, gl::Format::rgba32f)), image) == 0);
}

TEST_CASE("environment: there are more than thirty synthetic pictures, no two alike") {
    const std::vector<Synthetic> pictures = synthetic_pictures();
    CHECK(pictures.size() > 30);
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            CHECK_MESSAGE(mismatches(pictures[i].rgb, pictures[j].rgb) != 0, pictures[i].name);
        }
    }
}
