package dev.initlab.trace.json;

import java.io.IOException;

import dev.initlab.trace.GoldenFile;
import org.junit.jupiter.api.Test;

class EventsDocumentTest {

    @Test
    void isNotStale() throws IOException {
        GoldenFile.check("docs/events.md", new EventsDocument(EventDocs.read()).text());
    }
}
