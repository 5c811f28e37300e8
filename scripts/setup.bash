# What scripts/run and scripts/test share: install packages, configure, build. Sourced, never run; `root` is set before.
# shellcheck shell=bash disable=SC2154
# Every function either does its part or ends the script with one clear reason on stderr.

# Clones in other folders share what the compiler cache holds: paths below the root count as relative ones.
export CCACHE_BASEDIR=$root CCACHE_NOHASHDIR=true

say() { printf '%s\n' "senga: $*" >&2; }

fail() {
    printf '%s\n' "senga: error: $*" >&2
    exit 1
}

# Prints the names in scripts/packages that are meant for the given uses ("run", "test").
packages_for() {
    local uses=" $* " name use _
    while read -r name use _; do
        if [[ -n $name && $name != \#* && $uses == *" $use "* ]]; then
            printf '%s\n' "$name"
        fi
    done <"$root/scripts/packages"
}

# Prints those of the given packages that are not installed.
missing_packages() {
    local installed
    # dpkg-query exits with 1 where it does not know one of them.
    installed=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } | sed -n 's/^installed //p')
    printf '%s\n' "$@" | grep -vxF "$installed" || true
}

# Sets `as_root` to the command prefix that gives root's rights; ends the script where there is none.
find_root_rights() {
    as_root=()
    if ((EUID == 0)); then
        return
    fi
    local by_hand="as root, run: apt-get install $*"
    command -v sudo >/dev/null || fail "packages are missing, this is not root and there is no sudo; $by_hand"
    as_root=(sudo)
    if [[ ! -t 0 ]]; then
        sudo -n true 2>/dev/null || fail "packages are missing and sudo wants a password but there is no terminal; $by_hand"
        as_root=(sudo -n)
    fi
}

# Turns apt's output into one sentence.
explain_apt_failure() {
    local log=$1
    local unreachable='Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Connection timed out|Network is unreachable|Connection failed'
    if grep -qE "$unreachable" "$log"; then
        fail "cannot reach the Debian mirror: is there a network? ($(grep -m1 -oE "($unreachable).*" "$log"))"
    elif grep -q 'Unable to locate package' "$log"; then
        fail "apt does not know$(sed -n 's/.*Unable to locate package//p' "$log" | tr -d '\n'): Senga is built on Debian 12 (bookworm); check /etc/apt/sources.list"
    elif grep -qE 'No space left|enough free space' "$log"; then
        fail "the disk is full: apt cannot install"
    elif grep -q 'Could not get lock' "$log"; then
        fail "another program holds apt's lock; try again when it is done"
    fi
    tail -n 15 "$log" >&2
    fail "apt-get failed; its last lines stand above"
}

# ensure_packages USE...: installs what scripts/packages lists for these uses and is missing.
ensure_packages() {
    local packages missing log
    mapfile -t packages < <(packages_for "$@")
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "this is no Debian: nothing is installed; needed are: ${packages[*]}"
        return
    fi
    mapfile -t missing < <(missing_packages "${packages[@]}")
    if ((${#missing[@]} == 0)); then
        return
    fi
    find_root_rights "${missing[@]}"
    say "installing with apt-get: ${missing[*]}"
    log=$(mktemp)
    # The update may fail for a source we do not need, so only the install decides.
    "${as_root[@]}" apt-get -q update >"$log" 2>&1 || true
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y --no-install-recommends \
        -o DPkg::Lock::Timeout=120 install "${missing[@]}" >>"$log" 2>&1; then
        explain_apt_failure "$log"
    fi
    rm -f "$log"
    mapfile -t missing < <(missing_packages "${packages[@]}")
    ((${#missing[@]} == 0)) || fail "apt-get reported success, but these are still missing: ${missing[*]}"
}

# Compile jobs: one per core, and at most one per GB of free memory.
job_count() {
    local cores free_gb
    cores=$(nproc)
    free_gb=$(awk '/^MemAvailable:/ { print int($2 / 1048576) }' /proc/meminfo)
    if ((free_gb >= 1 && free_gb < cores)); then
        cores=$free_gb
    fi
    printf '%s\n' "$cores"
}

# configure DIR ARG...: runs CMake for the build folder DIR, below the root.
configure() {
    local dir=$1 fresh=()
    shift
    mkdir -p "$root/$dir" || fail "cannot create $root/$dir"
    [[ -w $root/$dir ]] || fail "cannot write to $root/$dir: whose is it?"
    # A folder that was configured elsewhere (a copied or moved clone) is begun anew.
    if [[ -f $root/$dir/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$root/$dir/CMakeCache.txt"; then
        fresh=(--fresh)
    fi
    local log=$root/$dir/configure.log
    if ! cmake -S "$root" -B "$root/$dir" -G Ninja "${fresh[@]}" "$@" >"$log" 2>&1; then
        grep -A12 -m3 -E 'CMake Error|not found' "$log" >&2 || tail -n 20 "$log" >&2
        fail "configuring $dir failed; the reason stands above, all of it in $dir/configure.log"
    fi
}

# Shows ninja's lines: on a terminal as one line that changes, elsewhere every 25th step.
show_progress() {
    local line columns
    if [[ -t 2 ]]; then
        columns=$(tput cols 2>/dev/null || echo 80)
        while IFS= read -r line; do
            if [[ $line == \[* ]]; then
                printf '\r\033[K%s' "${line:0:columns-1}" >&2
            fi
        done
        printf '\r\033[K' >&2
    else
        while IFS= read -r line; do
            if [[ $line =~ ^\[([0-9]+)/([0-9]+)\] ]] && ((BASH_REMATCH[1] % 25 == 0)); then
                say "  ${BASH_REMATCH[1]} of ${BASH_REMATCH[2]} steps"
            fi
        done
    fi
}

# build DIR TARGET...: builds these targets, all of them when none is named.
build() {
    local dir=$1
    shift
    local log=$root/$dir/build.log
    say "building in $dir"
    if ! ninja -C "$root/$dir" -j "$(job_count)" "$@" 2>&1 | tee "$log" | show_progress; then
        # From the first failure on, without the command line that follows it.
        if grep -q '^FAILED:' "$log"; then
            awk '/^FAILED:/ { seen = 1; print; getline; next } seen' "$log" | head -n 40 >&2
        else
            tail -n 20 "$log" >&2
        fi
        if grep -qE 'Killed|out of memory|No space left' "$log"; then
            fail "building $dir failed: memory or disk ran out; all of it in $dir/build.log"
        fi
        fail "building $dir failed; the compiler's words stand above, all of it in $dir/build.log"
    fi
}
