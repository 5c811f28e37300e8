// What the overlay that opens files makes of a folder and of what is typed: a path up to its last slash is the folder
// that is shown, what follows finds entries in it. Names and texts only, no I/O; folder_listed() alone writes.
// Pure functions, any thread.
#pragma once

#include "app/state/event.h"
#include "app/state/state.h"

#include <string>
#include <string_view>
#include <vector>

namespace senga {

// Where the overlay begins: in the folder of the present film, else of the latest one that lay in a folder, else at
// home. With a slash at its end.
std::string first_folder(const State& state);

bool is_address(std::string_view typed); // "https://...": no folder at all
// Up to the last slash and with it; empty where there is none.
std::string typed_folder(std::string_view typed);
std::string typed_name(std::string_view typed); // what follows
// The folder above; "/" and "~/" (as it cannot be told from the text what is above home) have none.
std::string folder_above(std::string_view folder);

BrowseEntry::Kind kind_of_file(std::string_view name);
// Folders first, then files, each in natural order.
void sort_entries(std::vector<BrowseEntry>& entries);

// The entries that what is typed finds, those it begins before those it is merely part of; without anything typed all
// that are neither hidden nor of no use to a player. Those are found by their whole names only.
std::vector<BrowseEntry> browse_rows(const BrowseState& browse, std::string_view typed);
// What is typed, as far as all entries agree that begin with it; a slash after the only one if that is a folder.
std::string completed(const BrowseState& browse, std::string_view typed);

// An answer about another folder than the one that is wanted now changes nothing.
void folder_listed(BrowseState& browse, const event::FolderListed& listed);

} // namespace senga
