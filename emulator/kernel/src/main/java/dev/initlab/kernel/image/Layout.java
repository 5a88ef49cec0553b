package dev.initlab.kernel.image;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.initlab.elf.ElfFile;
import dev.initlab.elf.Note;
import dev.initlab.kernel.InputException;

/**
 * Where the fields of the guest's C structs are, as the image itself says.
 *
 * <p>Read from the notes that {@code LAYOUT_FIELD()} and {@code LAYOUT_SIZE()} left in the image
 * ({@code guest-kernel/include/initlab/layout.h}): no struct's layout is known to Java by heart.
 */
public final class Layout {
    private static final String OWNER = "initlab";
    private static final int FIELD = 1;
    private static final int SIZE = 2;
    private static final ValueLayout.OfInt INT =
            ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * A field of a struct.
     *
     * @param offset from the start of the struct, in bytes
     * @param size   in bytes
     */
    public record Field(int offset, int size) {
    }

    private final String image;
    private final Map<String, Field> fields = new HashMap<>();
    private final Map<String, Integer> sizes = new HashMap<>();

    private Layout(String image) {
        this.image = image;
    }

    /** Reads the layout notes of an image; an image without any has an empty layout. */
    static Layout of(ElfFile elf) {
        Layout layout = new Layout(elf.name());
        for (Note note : elf.notes()) {
            if (note.name().equals(OWNER) && note.desc().byteSize() > 8) {
                layout.add(note);
            }
        }
        return layout;
    }

    private void add(Note note) {
        MemorySegment desc = note.desc();
        int first = desc.get(INT, 0);
        int second = desc.get(INT, 4);
        byte[] text = desc.asSlice(8).toArray(ValueLayout.JAVA_BYTE);
        int end = 0;
        while (end < text.length && text[end] != 0) {
            end++;
        }
        String name = new String(text, 0, end, StandardCharsets.US_ASCII);
        switch (note.type()) {
            case FIELD -> fields.put(name, new Field(first, second));
            case SIZE -> sizes.put(name, first);
            default -> {
            }
        }
    }

    /** Whether the image describes any struct. */
    public boolean isEmpty() {
        return fields.isEmpty() && sizes.isEmpty();
    }

    /** A field such as {@code module.name}, if the image describes it. */
    public Optional<Field> find(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    /**
     * A field such as {@code module.name}.
     *
     * @throws InputException if the image does not describe it
     */
    public Field field(String field) {
        return find(field).orElseThrow(() -> new InputException(image,
                "no layout note for " + field + "; add LAYOUT_FIELD() for it and rebuild the image"));
    }

    /** Offset of a field such as {@code module.name}. */
    public int offset(String field) {
        return field(field).offset();
    }

    /**
     * {@code sizeof} a struct such as {@code module}.
     *
     * @throws InputException if the image does not describe it
     */
    public int size(String struct) {
        Integer size = sizes.get(struct);
        if (size == null) {
            throw new InputException(image,
                    "no layout note for the size of " + struct + "; add LAYOUT_SIZE() for it and rebuild the image");
        }
        return size;
    }
}
