package dev.initlab.trace.json;

import java.io.IOException;

import org.junit.jupiter.api.Test;

import dev.initlab.trace.GoldenFile;

class EventsDocumentTest {

    @Test
    void isNotStale() throws IOException {
        GoldenFile.check("docs/events.md", new EventsDocument(EventDocs.read()).text());
    }
}
