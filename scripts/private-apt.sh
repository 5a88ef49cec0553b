# Packages of any suite and architecture without root rights: sourced by the scripts that need some.
#
# An apt root of our own has its lists, cache and state below one folder and one line of sources. Nothing
# of the system is touched, no architecture is added to it, and the mirror is the one the system's own apt
# is set up with. What apt says is in <folder>/log.

# The mirror of the system's own distribution.
apt_mirror() { # regular expression of the distribution's name in the address
    apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 2>/dev/null | grep -E "/($1)/?\$" | head -n 1
}

# Fetches the lists; fails when one of them could not be fetched.
apt_root_open() { # folder architecture 'suite component...' mirror
    apt_root=$1
    mkdir -p "$apt_root/lists/partial" "$apt_root/cache/archives/partial" "$apt_root/state" || return 1
    printf 'deb %s %s\n' "$4" "$3" >"$apt_root/sources.list"
    : >"$apt_root/status"
    apt_root_architecture=$2
    : >"$apt_root/log"
    apt_root_run apt-get -o APT::Update::Error-Mode=any update >>"$apt_root/log" 2>&1
}

# Runs apt-get or apt-cache in the root that is open.
apt_root_run() { # program argument...
    apt_root_program=$1
    shift
    "$apt_root_program" -qq \
        -o APT::Architecture="$apt_root_architecture" -o APT::Architectures::="$apt_root_architecture" \
        -o Dir::Etc::sourcelist="$apt_root/sources.list" -o Dir::Etc::sourceparts=- \
        -o Dir::State="$apt_root/state" -o Dir::State::lists="$apt_root/lists" -o Dir::State::status="$apt_root/status" \
        -o Dir::Cache="$apt_root/cache" -o Dir::Cache::srcpkgcache= -o Dir::Cache::pkgcache= \
        -o Acquire::Languages=none -o Acquire::Retries=3 -o APT::Sandbox::User="$(id -un)" -o Debug::NoLocking=1 \
        "$@"
}

# Downloads packages into <folder>/cache; of several names of one package separated by | the first there is.
apt_root_download() { # package...
    rm -f "$apt_root"/cache/*.deb
    for apt_root_wanted in "$@"; do
        apt_root_got=no
        for apt_root_name in $(printf '%s' "$apt_root_wanted" | tr '|' ' '); do
            (cd "$apt_root/cache" && apt_root_run apt-get download "$apt_root_name") >>"$apt_root/log" 2>&1 &&
                { apt_root_got=yes; break; }
        done
        [ "$apt_root_got" = yes ] || return 1
    done
}

# Runs a command up to three times.
three_times() { # command argument...
    for three_times_attempt in 1 2 3; do
        "$@" && return 0
        [ "$three_times_attempt" = 3 ] || sleep $((three_times_attempt * 2 + 2))
    done
    return 1
}
