package dev.initlab.cli;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

import dev.initlab.machine.Architecture;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The architectures as a user types them, as in {@code ARCH=}: {@code x86_64}, {@code arm64}, {@code arm}. */
final class ArchitectureNames implements ITypeConverter<Architecture>, Iterable<String> {
    private static final List<String> NAMES = Arrays.stream(Architecture.values()).map(Architecture::arch)
            .toList();

    @Override
    public Architecture convert(String value) {
        int index = NAMES.indexOf(value);
        if (index < 0) {
            throw new TypeConversionException("'%s' is none of %s".formatted(value, String.join(", ", NAMES)));
        }
        return Architecture.values()[index];
    }

    /** For completion and help. */
    @Override
    public Iterator<String> iterator() {
        return NAMES.iterator();
    }
}
