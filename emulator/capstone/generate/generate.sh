#!/bin/sh
# Writes the generated sources of this module anew from Capstone's headers:
#
#   src/main/java/.../Field.java                     layouts of the C structs
#   src/main/java/.../{x86,arm,arm64}/*.java         enums whose Javadoc says "Generated"
#   src/test/resources/dev/initlab/capstone/header-*.txt   what the tests compare with
#
# Needs a JDK (>= 25) as $JAVA_HOME or on the PATH, a C compiler as $CC or cc, and apt.
#
# usage: generate.sh [folder with the headers of headers.sh; fetched when missing]
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
headers=${1:-$here/../target/headers}
[ -d "$headers/5/usr/include/capstone" ] || "$here/headers.sh" "$headers"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
exec "$java" "$here/Generate.java" "$headers" "$here/.." "${CC:-cc}"
