#!/bin/sh
# Fetches gdb-multiarch and lldb into .native/debuggers, without root rights, for the tests that drive them.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
. "$root/scripts/private-apt.sh"

to=$root/.native/debuggers
if [ -x "$to/usr/bin/gdb-multiarch" ]; then
    exit 0
fi
url=$(apt_mirror 'debian')
suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
mkdir -p "$to"
if ! apt_root_open "$to/apt" "$(dpkg --print-architecture)" "$suite main" "$url" ||
    ! apt_root_download gdb-multiarch lldb-14 liblldb-14 python3-lldb-14 libbabeltrace1 libdebuginfod1 \
        libsource-highlight4v5 libipt2; then
    echo "debuggers.sh: no packages could be fetched; the tests with gdb-multiarch and lldb do not run" >&2
    exit 1
fi
for deb in "$to"/apt/cache/*.deb; do
    dpkg-deb -x "$deb" "$to"
done
rm -rf "$to/apt"
