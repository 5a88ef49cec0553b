package dev.initlab.trace.json;

import java.util.List;
import java.util.Map;

/** A JSON value that was read, and the column it begins in, from 1. */
sealed interface Json {

    int column();

    record Obj(Map<String, Json> members, int column) implements Json {
    }

    record Arr(List<Json> elements, int column) implements Json {
    }

    record Str(String text, int column) implements Json {
    }

    /** Only whole numbers of 64 bits occur in events. */
    record Num(long value, int column) implements Json {
    }

    record Bool(boolean value, int column) implements Json {
    }

    record Null(int column) implements Json {
    }
}
