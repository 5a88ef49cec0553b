package dev.initlab.capstone;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The command that installs libcapstone, by the distribution. */
enum InstallCommand {
    // words of ID and ID_LIKE in os-release(5), command
    FEDORA("sudo dnf install capstone", "fedora", "rhel", "centos"),
    ARCH("sudo pacman -S capstone", "arch"),
    SUSE("sudo zypper install libcapstone5", "suse", "opensuse"),
    ALPINE("sudo apk add capstone", "alpine"),
    // The runtime package's name carries its version (libcapstone4, libcapstone5); the development package's
    // does not and brings the right one.
    DEBIAN("sudo apt-get install libcapstone-dev", "debian", "ubuntu");

    private final String command;
    private final Set<String> ids;

    InstallCommand(String command, String... ids) {
        this.command = command;
        this.ids = Set.of(ids);
    }

    /** The command for an {@code os.name} and the text of os-release; Debian's where neither says more. */
    static String of(String os, String osRelease) {
        if (os.toLowerCase(Locale.ROOT).contains("mac")) {
            return "brew install capstone";
        }
        Set<String> words = osRelease.lines()
            .filter(line -> line.startsWith("ID=") || line.startsWith("ID_LIKE="))
            .map(line -> line.substring(line.indexOf('=') + 1).replace("\"", ""))
            .flatMap(ids -> Arrays.stream(ids.split(" ")))
            .collect(Collectors.toSet());
        for (InstallCommand candidate : values()) {
            if (candidate.ids.stream().anyMatch(words::contains)) {
                return candidate.command;
            }
        }
        return DEBIAN.command;
    }
}
