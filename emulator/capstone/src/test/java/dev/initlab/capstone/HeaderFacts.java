package dev.initlab.capstone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

/** Reads the facts that generate/Generate.java took from Capstone's headers. */
final class HeaderFacts {

    private HeaderFacts() {
    }

    /** The words of each line that is no comment. */
    static Stream<String[]> lines(String resource) throws IOException {
        try (InputStream in = HeaderFacts.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines()
                .filter(line -> !line.startsWith("#")).map(line -> line.split(" "));
        }
    }
}
