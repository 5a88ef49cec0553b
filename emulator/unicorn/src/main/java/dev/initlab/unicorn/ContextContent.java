package dev.initlab.unicorn;

/** What a {@link Context} saves ({@code uc_context_content}). */
public enum ContextContent {
    /** The processor's state. This alone is the default. */
    CPU(1),
    /** The memory, by copy on write; only memory made by {@link Engine#map} keeps its identity. */
    MEMORY(2);

    private final int value;

    ContextContent(int value) {
        this.value = value;
    }

    /** The bit libunicorn has for it. */
    public int value() {
        return value;
    }
}
