#!/bin/sh
# SPDX-License-Identifier: MIT
# check-tables.sh VMLINUX OBJECT...: the tables of the image against what the objects,
# given in link order, contain. Prints what is wrong; exit status 1 if anything is.
#
# READELF and NM name the tools.
set -eu

readelf=${READELF:-llvm-readelf}
nm=${NM:-llvm-nm}
vmlinux=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
wrong=0

complain() {
	echo "check-tables: $*" >&2
	wrong=1
}

$nm -n "$vmlinux" > "$work/symbols"
address() { # SYMBOL
	awk -v s="$1" '$3 == s { print $1; exit }' "$work/symbols"
}

# ---- every symbol the model asks for ---------------------------------------------------
for s in _text _stext _etext __start_rodata __end_rodata _sdata _edata __bss_start __bss_stop \
	__init_begin __init_end _sinittext _einittext __initcall_start __initcall0_start \
	__initcall1_start __initcall2_start __initcall3_start __initcall4_start \
	__initcall5_start __initcallrootfs_start __initcall6_start __initcall7_start \
	__initcall_end __con_initcall_start __con_initcall_end __security_initcall_start \
	__security_initcall_end __setup_start __setup_end __start___param __stop___param \
	__start___ksymtab __stop___ksymtab __start___ksymtab_gpl __stop___ksymtab_gpl \
	__hypercall_start __hypercall_end _end linux_banner machine_power_off \
	machine_restart machine_halt; do
	[ -n "$(address $s)" ] || complain "no symbol $s"
done

# ---- initcalls: nothing lost, and in order ---------------------------------------------
# One line an entry: section, then object number, then offset, then symbol.
n=0
for o in "$@"; do
	n=$((n + 1))
	$readelf -SsW "$o" | awk -v n=$n '
		/^ *\[ *[0-9]+\]/ { sub(/^ *\[ */, ""); sub(/\]/, ""); name[$1] = $2 }
		$NF ~ /^__initcall_/ && name[$7] ~ /initcall/ {
			printf "%s %04d %s %s\n", name[$7], n, $2, $NF
		}'
done | sort -k1,1 -k2,2 -k3,3 > "$work/entries"

{
	for id in early 0 1 1s 2 2s 3 3s 4 4s 5 5s rootfs 6 6s 7 7s; do
		awk -v s=".initcall$id.init" '$1 == s { print $4 }' "$work/entries"
	done
	awk '$1 == ".con_initcall.init" { print $4 }' "$work/entries"
	awk '$1 == ".security_initcall.init" { print $4 }' "$work/entries"
} > "$work/expected"
awk -v lo="$(address __initcall_start)" -v hi="$(address __security_initcall_end)" \
	'$1 >= lo && $1 < hi && $3 ~ /^__initcall_+/ && $3 !~ /^__initcall(rootfs|[0-7])?_(start|end)$/ {
		print $3 }' "$work/symbols" > "$work/found"
if ! diff "$work/expected" "$work/found" > "$work/diff"; then
	complain "initcalls are not those of the objects, or in another order (< objects, > image):"
	cat "$work/diff" >&2
fi
[ "$(wc -l < "$work/entries")" -eq "$(wc -l < "$work/expected")" ] ||
	complain "an initcall section has a name that no level has"

# ---- exports: nothing lost, and sorted as strcmp() sorts --------------------------------
for kind in '' _gpl; do
	for o in "$@"; do
		$readelf -SW "$o" | sed -n "s/.* ___ksymtab$kind+\([^ ]*\) .*/\1/p"
	done | LC_ALL=C sort > "$work/expected"
	awk -v lo="$(address __start___ksymtab$kind)" -v hi="$(address __stop___ksymtab$kind)" \
		'$1 >= lo && $1 < hi && sub(/^__ksymtab_/, "", $3) { print $3 }' \
		"$work/symbols" > "$work/found"
	diff "$work/expected" "$work/found" > "$work/diff" || {
		complain "exports$kind are not those of the objects, or not sorted:"
		cat "$work/diff" >&2
	}
done

# ---- parameters and __setup: as many bytes as the objects have -------------------------
total() { # SECTION: its size in all objects together
	for o in "$@"; do $readelf -SW "$o"; done | sed 's/\[ */[/' |
		awk -v s="$section" '$2 == s { print $6 }' |
		while read -r size; do echo $((0x$size)); done | awk '{ n += $1 } END { print n + 0 }'
}
between() { # START END: the last eight digits will do
	a=$(address "$1") b=$(address "$2")
	echo $((0x${b#"${b%????????}"} - 0x${a#"${a%????????}"}))
}
section=__param
[ "$(between __start___param __stop___param)" -eq "$(total "$@")" ] || complain "__param lost entries"
section=.init.setup
[ "$(between __setup_start __setup_end)" -eq "$(total "$@")" ] || complain ".init.setup lost entries"

# ---- segments: no page both writable and executable --------------------------------------
$readelf -lW "$vmlinux" | awk '$1 == "LOAD"' > "$work/segments"
if grep -q 'RWE' "$work/segments"; then complain "a segment is writable and executable"; fi
[ "$(wc -l < "$work/segments")" -eq 5 ] || complain "there are not five PT_LOADs"

# ---- hypercalls: 16 bytes on 16, all of the table -----------------------------------------
lo=$(address __hypercall_start) hi=$(address __hypercall_end)
case $lo$hi in *000*000) ;; *) complain "the stubs do not have their pages for themselves" ;; esac
$readelf -sW "$vmlinux" | awk -v lo="$lo" -v hi="$hi" \
	'$4 == "FUNC" && $2 >= lo && $2 < hi { print $2, $3, $8 }' | sort > "$work/stubs"
awk '$2 != 16 || $1 !~ /0$/ { print $3 }' "$work/stubs" | while read -r s; do
	echo "$s"
done > "$work/odd"
[ ! -s "$work/odd" ] || complain "stubs of another size or place: $(cat "$work/odd")"
sed -n 's/^HYPERCALL(\([^,]*\),.*/\1/p' include/initlab/hypercalls.h > "$work/expected"
cut -d' ' -f3 "$work/stubs" > "$work/found"
diff "$work/expected" "$work/found" > "$work/diff" || {
	complain "stubs are not those of hypercalls.h:"
	cat "$work/diff" >&2
}

# ---- gone: exit calls and addressable pointers ----------------------------------------------
if $nm "$vmlinux" | grep -q ' __exitcall_\| __addressable_'; then
	complain "exit calls or addressable pointers were linked"
fi

[ $wrong -eq 0 ] && echo "check-tables: $(wc -l < "$work/entries") initcalls, $(wc -l < "$work/stubs") hypercalls: good"
exit $wrong
