package dev.initlab.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The JSON that commands write. */
class JsonTextTest {
    @Test
    void values() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("b", 1);
        map.put("a", List.of(true, 2.5, "x", List.of(), Map.of()));
        assertThat(JsonText.of(map)).isEqualTo("""
                {
                  "b": 1,
                  "a": [
                    true,
                    2.5,
                    "x",
                    [],
                    {}
                  ]
                }""");
    }

    @Test
    void strings() {
        assertThat(JsonText.of("\"\\/\n\t\u001b\u007f\u00e4\ud800")).isEqualTo(
                "\"\\\"\\\\/\\n\\t\\u001b\\u007f\u00e4\\ud800\"");
    }
}
