package dev.initlab.kmod;

import java.util.ArrayList;
import java.util.List;

/** Collects modpost's messages with its prefixes. */
final class ModpostLog {
    private final List<String> messages = new ArrayList<>();
    private boolean failed;

    void warn(String message) {
        messages.add("WARNING: modpost: " + message);
    }

    void error(String message) {
        messages.add("ERROR: modpost: " + message);
        failed = true;
    }

    List<String> messages() {
        return messages;
    }

    boolean failed() {
        return failed;
    }
}
