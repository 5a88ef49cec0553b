#!/bin/sh
# Unpacks the Capstone headers of both supported versions into a folder:
#
#   <dir>/4/usr/include/capstone   Debian 12's libcapstone-dev (4.0.2)
#   <dir>/5/usr/include/capstone   Debian 13's libcapstone-dev (5.0.x)
#   <dir>/4/usr/lib/*/libcapstone.so.4 and <dir>/5/usr/lib/*/libcapstone.so.5
#
# Through a private apt root below <dir>, from the mirror the system's own apt is set up with:
# no root rights, nothing of the system is touched.
#
# usage: headers.sh <dir>
set -eu

dir=$1
url=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | head -n 1)

fetch() { # version suite package...
    into=$dir/$1 suite=$2
    shift 2
    packages=$*
    root=$dir/apt-$suite
    mkdir -p "$root/lists/partial" "$root/cache/archives/partial" "$root/state" "$into"
    printf 'deb %s %s main\n' "$url" "$suite" >"$root/sources.list"
    : >"$root/status"
    set -- -qq \
        -o Dir::Etc::sourcelist="$root/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State="$root/state" -o Dir::State::lists="$root/lists" -o Dir::State::status="$root/status" \
        -o Dir::Cache="$root/cache" -o Dir::Cache::srcpkgcache= -o Dir::Cache::pkgcache= \
        -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=1
    apt-get "$@" update
    # shellcheck disable=SC2086
    ( cd "$root/cache" && rm -f ./*.deb && apt-get "$@" download $packages )
    for deb in "$root"/cache/*.deb; do
        dpkg-deb -x "$deb" "$into"
    done
}

fetch 4 bookworm libcapstone-dev libcapstone4
fetch 5 trixie libcapstone-dev libcapstone5
