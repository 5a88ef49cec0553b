#!/usr/bin/env bash
# Measures what the README's speed table says: benchmark.sh [x86_64|arm64|arm ...]
# Needs a quiet machine, make, clang and lld; takes some minutes an architecture.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
cd "$root"
[ $# -gt 0 ] || set -- x86_64 arm64 arm

mvn -B -q -Pquick -pl emulator/cli,emulator/benchmarks -am package
# As the launcher finds it.
java=$(for jdk in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    grep -qs '^JAVA_VERSION="\(2[5-9]\|[3-9][0-9]\)' "$jdk/release" && { echo "$jdk/bin/java"; break; }; done)
run() {
    "$java" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -Dinitlab.root="$root" \
        -Ddev.initlab.native.dir="$root/.native/lib" \
        -cp "emulator/benchmarks/target/classes:emulator/benchmarks/target/lib/*" "$@"
}

echo "== $(sed -n 's/^model name.*: //p' /proc/cpuinfo | sort -u | head -n 1), $(nproc) processors"
for arch in "$@"; do
    image=guest-kernel/build/$arch/images/many/vmlinux
    INITLAB_BUILD=never make -s -C guest-kernel ARCH="$arch" M="$root/emulator/benchmarks/src/main/guest" \
        IMAGE="$root/$image" image
    run dev.initlab.benchmarks.GuestRates "$arch" "$image"
    run org.openjdk.jmh.Main -p architecture="$arch" -jvmArgsAppend "-Dinitlab.root=$root" \
        -jvmArgsAppend "-Ddev.initlab.native.dir=$root/.native/lib" WarmBoot
    run -XX:TieredStopAtLevel=1 dev.initlab.benchmarks.Soak "$arch" # as the launcher has it: C2's own memory grows
    run dev.initlab.benchmarks.DebuggerRoundTrips "$arch"
done
run -XX:TieredStopAtLevel=1 dev.initlab.benchmarks.SuiteBoots testdata/suites/everything.initlab.yaml
