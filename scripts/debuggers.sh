#!/bin/sh
# Fetches what this system lacks of gdb-multiarch and lldb into .native/debuggers of this project, without root
# rights, and prints the folder their launchers are in. What is there already is not fetched again.
#
# usage: scripts/debuggers.sh
# exit:  0 there; 1 there is no such package any more, or it does not start; 2 no network or no mirror
set -u

root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
. "$root/scripts/private-apt.sh"

say() { printf 'initlab: %s\n' "$*" >&2; }

to=$root/.native/debuggers
[ -d "$to/bin" ] && { printf '%s\n' "$to/bin"; exit 0; }

# A launcher: the program, installed or fetched, with the libraries and the Python that came with it.
launcher() { # name
    cat >"$new/bin/$1" <<'LAUNCHER'
#!/bin/sh
name=${0##*/}
to=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
[ -x "$to/usr/bin/$name" ] || exec "/usr/bin/$name" "$@"
for libraries in "$to"/usr/lib/*-linux-gnu "$to"/usr/lib/llvm-*/lib; do
    LD_LIBRARY_PATH=$libraries${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}
done
for packages in "$to"/usr/lib/llvm-*/lib/python3*/*-packages; do
    PYTHONPATH=$packages${PYTHONPATH:+:$PYTHONPATH}
done
for python in "$to"/usr/lib/python3*/encodings; do
    [ -d "$python" ] && export PYTHONHOME="$to/usr"
done
export LD_LIBRARY_PATH PYTHONPATH
exec "$to/usr/bin/$name" "$@"
LAUNCHER
    chmod +x "$new/bin/$1"
    "$new/bin/$1" --version >/dev/null 2>"$new/error" ||
        { say "$1 does not start: $(tail -n 1 "$new/error")"; exit 1; }
}

new=$root/.native/debuggers.new
rm -rf "$new"
mkdir -p "$new/bin"
missing=
for program in gdb-multiarch lldb; do
    [ -x "/usr/bin/$program" ] || missing="$missing $program"
done
if [ -n "$missing" ]; then
    for program in apt-get apt-cache dpkg-deb; do
        command -v "$program" >/dev/null 2>&1 || { say "$program is not installed"; exit 2; }
    done
    url=$(apt_mirror 'debian|ubuntu')
    [ -n "$url" ] || { say "apt of this system is not set up with a mirror of Debian or Ubuntu"; exit 2; }
    case $url in
        */ubuntu*) components='main universe' ;;
        *) components=main ;;
    esac
    suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    apt=$root/.native/debuggers-apt
    rm -rf "$apt"
    three_times apt_root_open "$apt" "$(dpkg --print-architecture)" "$suite $components" "$url" ||
        { say "the package lists could not be fetched: $(tail -n 1 "$apt/log" 2>/dev/null)"; exit 2; }
    cp /var/lib/dpkg/status "$apt/status" # libraries that are installed need not be fetched
    for package in $missing; do
        [ -n "$(apt_root_run apt-cache show "$package" 2>>"$apt/log")" ] ||
            { say "there is no package $package in $suite"; exit 1; }
    done
    say "fetching$missing into .native/debuggers/ (once)"
    # shellcheck disable=SC2086 # a list
    three_times apt_root_run apt-get install --yes --download-only --no-install-recommends $missing \
        >>"$apt/log" 2>&1 ||
        { say "$missing could not be fetched: $(tail -n 1 "$apt/log")"; exit 2; }
    for deb in "$apt"/cache/archives/*.deb; do
        dpkg-deb -x "$deb" "$new" || { say "$deb cannot be unpacked"; exit 1; }
    done
    rm -rf "$apt"
fi
launcher gdb-multiarch
launcher lldb
rm -f "$new/error"
rm -rf "$to"
mv "$new" "$to" && printf '%s\n' "$to/bin"
