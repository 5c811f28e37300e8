// A Draft is a file under a passing name beside the one it is to become: written and brought to the disk before anybody
// relies on it, then renamed. Gone with the object unless it was renamed. It makes no folders and does not ask what it
// replaces.
// One owner, any thread. Calls return whether they went well; errno says why not.
#pragma once

#include <filesystem>
#include <string_view>

namespace senga {

class Draft {
public:
    // Under a name that nobody else uses at the moment.
    explicit Draft(const std::filesystem::path& target);
    ~Draft();
    Draft(Draft&& other) noexcept;
    Draft& operator=(Draft&&) = delete;

    bool opened() const { return descriptor_ >= 0; }
    bool write(std::string_view text) const;
    bool take_permissions_of(const std::filesystem::path& path) const; // nothing to do where there is no such file
    bool sync() const;
    bool rename_to(const std::filesystem::path& path);

private:
    std::filesystem::path path_;
    int descriptor_ = -1;
};

// The name in its folder is on the disk only once the folder is. Some file systems refuse; then it is as good as it
// gets.
void sync_folder(const std::filesystem::path& folder);

} // namespace senga
