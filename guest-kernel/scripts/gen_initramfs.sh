#!/bin/sh
# SPDX-License-Identifier: MIT
# gen_initramfs.sh LIST BUILD-DIR: writes a cpio archive (newc) to stdout.
#
# The headers are written here rather than by cpio: a device node then needs no root, and
# link counts, which depend on the file system, cannot get into the archive.
set -eu

list=$1
build=$2
tmp=$(mktemp)
trap 'rm -f "$tmp"' EXIT
ino=0

pad() { # BYTES: zeros up to the next multiple of 4
	head -c $(((4 - $1 % 4) % 4)) /dev/zero
}

entry() { # NAME MODE(octal) NLINK SIZE RMAJOR RMINOR
	ino=$((ino + 1))
	# magic ino mode uid gid nlink mtime size major minor rmajor rminor namesize check
	printf '070701%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%08x%s\0' \
		$ino $((0$2)) 0 0 "$3" 0 "$4" 0 0 "$5" "$6" $((${#1} + 1)) 0 "$1"
	pad $((110 + ${#1} + 1))
}

mode() { # TYPE PERMISSIONS: both octal
	printf '%o' $((0$1 | 0$2))
}

file() { # NAME PERMISSIONS SOURCE
	cp "$3" "$tmp"
	# Debug information is for a debugger only (DEBUG=1: STRIP is true); the symbol table of a module has a use.
	case $(head -c 4 "$tmp" | tail -c 3) in ELF) "$STRIP" --strip-debug "$tmp" ;; esac
	size=$(wc -c < "$tmp")
	entry "$1" "$(mode 100000 "$2")" 1 "$size" 0 0
	cat "$tmp"
	pad "$size"
}

while read -r kind name perm rest; do
	case $kind in
	'' | '#'*) ;;
	dir) entry "$name" "$(mode 040000 "$perm")" 2 0 0 0 ;;
	nod)
		set -- $rest
		case $1 in c) type=020000 ;; b) type=060000 ;; esac
		entry "$name" "$(mode $type "$perm")" 1 0 "$2" "$3"
		;;
	file)
		case $rest in
		@/*) file "$name" "$perm" "${rest#@/}" ;;
		*) file "$name" "$perm" "$build/$rest" ;;
		esac
		;;
	files)
		for each in "$build"/$rest; do
			file "$name/${each##*/}" "$perm" "$each"
		done
		;;
	*)
		echo "$list: what is '$kind'?" >&2
		exit 1
		;;
	esac
done < "$list"
ino=-1
entry 'TRAILER!!!' 0 1 0 0 0
