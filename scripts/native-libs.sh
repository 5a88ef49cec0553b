#!/bin/sh
# Finds libunicorn (2.1.1 or newer) and libcapstone (4 or newer) and prints where they are:
#
#   unicorn=/path/to/libunicorn.so.2
#   capstone=/path/to/libcapstone.so.5
#
# First what the system has; else, on Debian and Ubuntu, the packages of a newer suite,
# fetched through a private apt root into .native/ of this project: no root rights, nothing
# of the system is touched, and the mirror is the one the system's own apt is set up with.
#
# usage: scripts/native-libs.sh [--private]     --private: do not look at the system's libraries
# exit:  0 both found; 1 not found (one line on stderr says what to do)
set -u

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
native=$root/.native
answer=$native/paths
. "$root/scripts/private-apt.sh"
private=no
[ "${1:-}" = --private ] && private=yes

say() { printf 'initlab: %s\n' "$*" >&2; }

# The version of a libunicorn file, told by its package or its name: uc_version() needs a compiler.
# 2.1.0 and newer have the symbol uc_ctl; what counts is uc_context_reg_read2 (new in 2.1.0).
unicorn_is_new_enough() { grep -q uc_context_reg_read2 "$1" 2>/dev/null; }

system_library() { # soname...
    for name in "$@"; do
        found=$( (ldconfig -p 2>/dev/null || /sbin/ldconfig -p 2>/dev/null) | sed -n "s/^[[:space:]]*$name (.*x86-64.*=> \(.*\)/\1/p; s/^[[:space:]]*$name (.*AArch64.*=> \(.*\)/\1/p" | head -n 1)
        [ -n "$found" ] && [ -r "$found" ] && { printf '%s\n' "$found"; return 0; }
        for dir in /opt/homebrew/lib /usr/local/lib /usr/lib /usr/lib64 "/usr/lib/$(uname -m)-linux-gnu"; do
            [ -r "$dir/$name" ] && { printf '%s\n' "$dir/$name"; return 0; }
        done
    done
    return 1
}

private_library() { # file-pattern
    for file in "$native"/root/usr/lib/*/$1; do
        [ -r "$file" ] && { printf '%s\n' "$file"; return 0; }
    done
    return 1
}

locate() {
    unicorn= capstone=
    if [ "$private" = no ]; then
        unicorn=$(system_library libunicorn.so.2 libunicorn.2.dylib) || unicorn=
        [ -n "$unicorn" ] && { unicorn_is_new_enough "$unicorn" || unicorn=; }
        capstone=$(system_library libcapstone.so.5 libcapstone.so.4 libcapstone.5.dylib libcapstone.4.dylib) || capstone=
    fi
    [ -n "$unicorn" ] || unicorn=$(private_library 'libunicorn.so.2') || unicorn=
    [ -n "$capstone" ] || capstone=$(private_library 'libcapstone.so.[45]') || capstone=
    [ -n "$unicorn" ] && [ -n "$capstone" ]
}

# .native/lib holds a link to each, under the name the bindings look for.
publish() {
    mkdir -p "$native/lib" && rm -f "$native"/lib/* || return 1
    for library in "$unicorn" "$capstone"; do
        case $library in
            "$native"/*) ln -s "..${library#"$native"}" "$native/lib/${library##*/}" ;;
            *) ln -s "$library" "$native/lib/${library##*/}" ;;
        esac || return 1
    done
    printf 'unicorn=%s\ncapstone=%s\n' "$unicorn" "$capstone" >"$answer.$$" && mv "$answer.$$" "$answer"
    cat "$answer"
}

fetch_from_newer_suite() { # 'suite component...' mirror
    apt_root_open "$native/apt" "$(dpkg --print-architecture)" "$1" "$2" || return 1
    apt_root_download 'libunicorn2t64|libunicorn2' 'libcapstone5|libcapstone4' || return 1
    rm -rf "$native/root.new"
    mkdir -p "$native/root.new" || return 1
    for deb in "$apt_root"/cache/*.deb; do
        dpkg-deb -x "$deb" "$native/root.new" || return 1
    done
    rm -rf "$native/root" "$apt_root/lists"
    mv "$native/root.new" "$native/root"
    locate
}

newer_suite() { # the suite to take the packages from, by the distribution's name
    # shellcheck disable=SC1091
    id=$(. /etc/os-release 2>/dev/null && printf '%s' "${ID:-}")
    case $id in
        debian) printf 'trixie main\n' ;;
        ubuntu) printf 'plucky main universe\n' ;;
        *) return 1 ;;
    esac
}

what_to_install() {
    if command -v brew >/dev/null 2>&1; then printf 'brew install unicorn capstone'
    elif command -v dnf >/dev/null 2>&1; then printf 'sudo dnf install unicorn capstone'
    elif command -v pacman >/dev/null 2>&1; then printf 'sudo pacman -S unicorn capstone'
    elif command -v zypper >/dev/null 2>&1; then printf 'sudo zypper install libunicorn2 libcapstone5'
    else printf 'sudo apt-get install libunicorn2t64 libcapstone5'
    fi
}

# What was found before, if it is still there.
if [ "$private" = no ] && [ -r "$answer" ]; then
    ok=yes
    while IFS='=' read -r _ path; do [ -r "$path" ] || ok=no; done <"$answer"
    [ "$ok" = yes ] && { cat "$answer"; exit 0; }
fi

locate && { publish; exit 0; }

if command -v apt-get >/dev/null 2>&1 && command -v dpkg-deb >/dev/null 2>&1 && suite=$(newer_suite); then
    url=$(apt_mirror 'debian|ubuntu|ubuntu-ports')
    if [ -n "$url" ]; then
        say "fetching libunicorn and libcapstone into .native/ (once, about 10 s)"
        three_times fetch_from_newer_suite "$suite" "$url" && { publish; exit 0; }
        say "the packages could not be fetched: $(tail -n 1 "$native/apt/log" 2>/dev/null)"
    fi
fi
say "libunicorn 2.1.1 or newer and libcapstone 4 or newer are needed: $(what_to_install)"
exit 1
