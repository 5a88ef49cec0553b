#!/bin/sh
# Fetches the kernel modules of Debian's 6.1 linux-image package of an architecture, in whichever version
# apt gives, into .cache/debian/<architecture>/ of this project, and prints the folder they are in.
# What is there already is not fetched again; remove the folder to get a newer version.
#
# usage: scripts/debian-modules.sh amd64|arm64|armhf
# exit:  0 there; 1 the package does not exist or is not what it should be; 2 no network or no mirror
set -u

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/private-apt.sh"

say() { printf 'initlab: %s\n' "$*" >&2; }

suite='bookworm main' # the last one with a 6.1 kernel
case ${1:-} in
    amd64) newest=linux-image-cloud-amd64 ;;
    arm64) newest=linux-image-cloud-arm64 ;;
    armhf) newest=linux-image-armmp ;;
    *) say "usage: scripts/debian-modules.sh amd64|arm64|armhf"; exit 1 ;;
esac
cache=$root/.cache/debian
modules=$cache/$1

[ -d "$modules" ] && { printf '%s\n' "$modules"; exit 0; }
for program in apt-get apt-cache dpkg-deb tar; do
    command -v "$program" >/dev/null 2>&1 || { say "$program is not installed"; exit 2; }
done
mirror=$(apt_mirror debian)
[ -n "$mirror" ] || { say "apt of this system is not set up with a Debian mirror"; exit 2; }

last_word() { tail -n 1 "$cache/apt-$1/log" 2>/dev/null; }

mkdir -p "$cache"
three_times apt_root_open "$cache/apt-$1" "$1" "$suite" "$mirror" ||
    { say "the package lists could not be fetched: $(last_word "$1")"; exit 2; }
package=$(apt_root_run apt-cache depends "$newest" 2>>"$apt_root/log" |
    sed -n 's/^ *Depends: \(linux-image-6\.1\..*\)/\1/p' | head -n 1)
[ -n "$package" ] || { say "there is no $newest of Linux 6.1 for $1 in $suite"; exit 1; }
say "fetching $package into .cache/debian/ (once)"
three_times apt_root_download "$package" ||
    { say "$package could not be fetched: $(last_word "$1")"; exit 2; }

rm -rf "$modules.new"
mkdir -p "$modules.new"
dpkg-deb --fsys-tarfile "$apt_root"/cache/*.deb |
    tar -x -C "$modules.new" --wildcards './lib/modules/*.ko' './boot/System.map-*' ||
    { say "$package has no modules"; exit 1; }
rm -rf "$apt_root"
mv "$modules.new" "$modules" && printf '%s\n' "$modules"
