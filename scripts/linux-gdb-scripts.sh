#!/bin/sh
# Fetches the gdb scripts of Linux 6.1 (lx-symbols, lx-lsmod ...) out of Debian's linux-source package into
# .cache/debian/gdb of this project, and prints the folder they are in. What is there already is not fetched again.
# The package has 140 MB, of which next to nothing stays.
#
# usage: scripts/linux-gdb-scripts.sh
# exit:  0 there; 1 the package does not exist or is not what it should be; 2 no network or no mirror
set -u

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/private-apt.sh"

say() { printf 'initlab: %s\n' "$*" >&2; }

cache=$root/.cache/debian
scripts=$cache/gdb
package=linux-source-6.1

[ -d "$scripts" ] && { printf '%s\n' "$scripts"; exit 0; }
for program in apt-get apt-cache dpkg-deb tar xz; do
    command -v "$program" >/dev/null 2>&1 || { say "$program is not installed"; exit 2; }
done
mirror=$(apt_mirror debian)
[ -n "$mirror" ] || { say "apt of this system is not set up with a Debian mirror"; exit 2; }

last_word() { tail -n 1 "$cache/apt-gdb/log" 2>/dev/null; }

mkdir -p "$cache"
three_times apt_root_open "$cache/apt-gdb" "$(dpkg --print-architecture)" 'bookworm main' "$mirror" ||
    { say "the package lists could not be fetched: $(last_word)"; exit 2; }
[ -n "$(apt_root_run apt-cache show "$package" 2>>"$apt_root/log")" ] ||
    { say "there is no $package in bookworm"; exit 1; }
say "fetching $package for its gdb scripts (once)"
three_times apt_root_download "$package" ||
    { say "$package could not be fetched: $(last_word)"; exit 2; }

rm -rf "$scripts.new"
mkdir -p "$scripts.new"
dpkg-deb --fsys-tarfile "$apt_root"/cache/*.deb | tar -xO --wildcards '*.tar.xz' |
    tar -xJ -C "$scripts.new" --strip-components=3 --wildcards '*/scripts/gdb/*' &&
    [ -f "$scripts.new/linux/modules.py" ] ||
    { say "$package has no gdb scripts"; exit 1; }
rm -rf "$apt_root"
mv "$scripts.new" "$scripts" && printf '%s\n' "$scripts"
