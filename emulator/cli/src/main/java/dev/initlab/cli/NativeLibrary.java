package dev.initlab.cli;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.initlab.capstone.CapstoneLibrary;
import dev.initlab.capstone.CapstoneLibraryException;
import dev.initlab.unicorn.Finding;
import dev.initlab.unicorn.UnicornLibrary;
import dev.initlab.unicorn.UnicornLibraryException;

/**
 * A native library the program needs, and where it was looked for.
 *
 * @param name       such as libunicorn
 * @param used       the library that is used; empty if there is none that could be
 * @param candidates the places that were looked at, in order, as far as the search tells
 * @param problem    what is wrong and what to do, in one line; empty if all is well
 */
record NativeLibrary(String name, Optional<Used> used, List<Candidate> candidates, Optional<String> problem) {
    private static final String CAPSTONE_PROPERTY = "dev.initlab.capstone.library";
    private static final String CAPSTONE_VARIABLE = "INITLAB_CAPSTONE_LIBRARY";

    /**
     * The library in use.
     *
     * @param path a file, or a bare name where the system's loader found it
     * @param how  who named the place
     */
    record Used(String version, String path, String how) {
    }

    /**
     * A place that was looked at.
     *
     * @param how     who named it
     * @param status  as {@link Finding.Status}, in lower case
     * @param version of the library there, as far as it could be asked
     * @param detail  why it was refused; empty if there is nothing to say
     */
    record Candidate(String place, String how, String status, Optional<String> version, String detail) {
        /** Whether something was there and could not be used. */
        boolean isRefused() {
            return status.equals("too old") || status.equals("unusable");
        }

        boolean isAbsent() {
            return status.equals("absent");
        }
    }

    static NativeLibrary unicorn() {
        try {
            UnicornLibrary library = UnicornLibrary.load();
            List<Candidate> candidates = unicornCandidates();
            String how = candidates.stream().filter(c -> c.status().equals("accepted")).map(Candidate::how)
                    .findFirst().orElse("");
            return new NativeLibrary("libunicorn",
                    Optional.of(new Used(library.version().toString(), library.path().toString(), how)),
                    candidates, Optional.empty());
        } catch (UnicornLibraryException e) {
            return new NativeLibrary("libunicorn", Optional.empty(), unicornCandidates(),
                    Optional.of(e.getMessage() + whatElse(UnicornLibrary.findings())));
        }
    }

    static NativeLibrary capstone() {
        try {
            CapstoneLibrary library = CapstoneLibrary.find();
            return new NativeLibrary("libcapstone",
                    Optional.of(new Used(library.version().toString(), library.name(),
                            capstoneSource(library.name()))),
                    List.of(), Optional.empty());
        } catch (CapstoneLibraryException e) {
            return new NativeLibrary("libcapstone", Optional.empty(), List.of(),
                    Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private static List<Candidate> unicornCandidates() {
        return UnicornLibrary.findings().stream()
                .map(f -> new Candidate(f.place(), how(f.source()),
                        f.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        f.version().map(Object::toString), f.detail()))
                .toList();
    }

    /** The way out that needs no root rights; and, where a name was given, the name. */
    private static String whatElse(List<Finding> findings) {
        String named = findings.stream()
                .filter(f -> f.status() != Finding.Status.ACCEPTED)
                .map(f -> switch (f.source()) {
                    case PROPERTY -> "let " + how(f.source()) + " name a newer one, or drop it; ";
                    case ENVIRONMENT -> "let " + how(f.source()) + " name a newer one, or unset it; ";
                    case SYSTEM, DIRECTORY -> "";
                })
                .filter(words -> !words.isEmpty()).findFirst().orElse("");
        return "; " + named + "scripts/native-libs.sh --private fetches one into .native/ on Debian and "
                + "Ubuntu, without root rights";
    }

    private static String how(Finding.Source source) {
        return switch (source) {
            case PROPERTY -> "the system property " + UnicornLibrary.LIBRARY_PROPERTY;
            case ENVIRONMENT -> "the environment variable " + UnicornLibrary.LIBRARY_VARIABLE;
            case SYSTEM -> "the system's library directories";
            case DIRECTORY -> "the project's own folder";
        };
    }

    /** The bindings do not tell; the order of their search does. */
    private static String capstoneSource(String name) {
        Map<String, String> environment = System.getenv();
        if (name.equals(System.getProperty(CAPSTONE_PROPERTY))) {
            return "the system property " + CAPSTONE_PROPERTY;
        }
        if (name.equals(environment.get(CAPSTONE_VARIABLE))) {
            return "the environment variable " + CAPSTONE_VARIABLE;
        }
        String folder = System.getProperty(UnicornLibrary.DIRECTORY_PROPERTY);
        boolean own = folder != null && name.startsWith(folder);
        return how(own ? Finding.Source.DIRECTORY : Finding.Source.SYSTEM);
    }
}
