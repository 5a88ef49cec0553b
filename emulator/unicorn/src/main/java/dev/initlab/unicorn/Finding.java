package dev.initlab.unicorn;

import java.util.Locale;
import java.util.Optional;

/**
 * One place where the search for libunicorn looked, and what it found there.
 *
 * @param source  who named the place
 * @param place   a file, or a bare library name that was left to the system's loader
 * @param status  what became of it
 * @param version the library's version, where it could be asked
 * @param detail  one line for people: why it was refused; empty if there is nothing to say
 */
public record Finding(Source source, String place, Status status, Optional<Version> version, String detail) {
    /** Who named a place, in the order of the search. */
    public enum Source {
        /** The system property {@value UnicornLibrary#LIBRARY_PROPERTY}. */
        PROPERTY,
        /** The environment variable {@value UnicornLibrary#LIBRARY_VARIABLE}. */
        ENVIRONMENT,
        /** The system's library directories. */
        SYSTEM,
        /** The folder named by the system property {@value UnicornLibrary#DIRECTORY_PROPERTY}. */
        DIRECTORY
    }

    /** What became of a place. */
    public enum Status {
        /** This library is used. */
        ACCEPTED,
        /** A library that is too old. */
        TOO_OLD,
        /** A file that is no libunicorn or cannot be loaded on this machine. */
        UNUSABLE,
        /** Nothing there. */
        ABSENT,
        /** Not looked at any more: an earlier place had the library. */
        NOT_NEEDED
    }

    @Override
    public String toString() {
        return place + ": " + status.name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + version.map(number -> ", version " + number).orElse("")
            + (detail.isEmpty() ? "" : ", " + detail);
    }
}
