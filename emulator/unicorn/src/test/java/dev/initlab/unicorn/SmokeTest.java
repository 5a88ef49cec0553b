package dev.initlab.unicorn;

import org.junit.jupiter.api.Test;

class SmokeTest {
    @Test
    void runs() {
    }
}
