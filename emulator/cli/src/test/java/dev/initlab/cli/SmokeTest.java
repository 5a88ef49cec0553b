package dev.initlab.cli;

import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void runs() {
    }
}
