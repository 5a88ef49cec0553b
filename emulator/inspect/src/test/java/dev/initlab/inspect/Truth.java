package dev.initlab.inspect;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What {@code llvm-nm -n} and the raw bytes of an image say about its initcalls. */
final class Truth {
    /** Level, first symbol, symbol behind it: written down a second time on purpose. */
    private static final String[][] LEVELS = {
        {"console", "__con_initcall_start", "__con_initcall_end"},
        {"security", "__security_initcall_start", "__security_initcall_end"},
        {"early", "__initcall_start", "__initcall0_start"},
        {"pure", "__initcall0_start", "__initcall1_start"},
        {"core", "__initcall1_start", "__initcall2_start"},
        {"postcore", "__initcall2_start", "__initcall3_start"},
        {"arch", "__initcall3_start", "__initcall4_start"},
        {"subsys", "__initcall4_start", "__initcall5_start"},
        {"fs", "__initcall5_start", "__initcall6_start"},
        {"device", "__initcall6_start", "__initcall7_start"},
        {"late", "__initcall7_start", "__initcall_end"},
    };
    private static final Pattern NM = Pattern.compile("([0-9a-f]+) (\\S) (\\S+)");
    private static final Pattern SECTION = Pattern.compile(
            "\\s*\\[\\s*\\d+]\\s+(\\S+)\\s+(\\S+)\\s+([0-9a-f]+)\\s+([0-9a-f]+)\\s+([0-9a-f]+)\\s+.*");
    private static final Pattern NEW_NAME =
            Pattern.compile("__initcall__kmod_(.*)__\\d+_\\d+_(.*?)(early|rootfs|con|sec|[0-7]s?)");
    private static final Pattern OLD_NAME = Pattern.compile("__initcall_(.*?)(early|rootfs|con|sec|[0-7]s?)");

    private final ByteBuffer bytes;
    private final int wordSize;
    private final Map<String, Long> addresses = new HashMap<>();
    private final Map<Long, List<String>> names = new HashMap<>();
    private final Map<Long, List<String>> functions = new HashMap<>();
    private final List<long[]> sections = new ArrayList<>();

    Truth(Path image, int wordSize) throws IOException, InterruptedException {
        bytes = ByteBuffer.wrap(Files.readAllBytes(image)).order(ByteOrder.LITTLE_ENDIAN);
        this.wordSize = wordSize;
        for (String line : Tools.run("llvm-nm", "-n", image)) {
            Matcher m = NM.matcher(line);
            if (m.matches()) {
                long address = Long.parseUnsignedLong(m.group(1), 16);
                addresses.put(m.group(3), address);
                names.computeIfAbsent(address, a -> new ArrayList<>()).add(m.group(3));
                if (m.group(2).equalsIgnoreCase("t")) {
                    functions.computeIfAbsent(address, a -> new ArrayList<>()).add(m.group(3));
                }
            }
        }
        for (String line : Tools.run("llvm-readelf", "-SW", image)) {
            Matcher m = SECTION.matcher(line);
            if (m.matches() && m.group(2).equals("PROGBITS")) {
                sections.add(new long[] {Long.parseUnsignedLong(m.group(3), 16),
                    Long.parseLong(m.group(4), 16), Long.parseLong(m.group(5), 16)});
            }
        }
        assertThat(sections).isNotEmpty();
    }

    /** One line an entry: level, index, entry, address, function, object, id. */
    List<String> initcalls(EntryKind kind) {
        List<String> lines = new ArrayList<>();
        int size = kind == EntryKind.PREL32 ? 4 : wordSize;
        for (String[] level : LEVELS) {
            if (!addresses.containsKey(level[1])) {
                continue;
            }
            long start = addresses.get(level[1]);
            for (long at = start; at < addresses.get(level[2]); at += size) {
                long address = kind == EntryKind.PREL32 ? at + bytes.getInt(offset(at))
                        : wordSize == 8 ? bytes.getLong(offset(at)) : bytes.getInt(offset(at)) & 0xffff_ffffL;
                lines.add("%s %d 0x%x 0x%x %s".formatted(level[0], (at - start) / size, at, address,
                        described(at, address)));
            }
        }
        return lines;
    }

    private String described(long entry, long address) {
        List<String> there = functions.getOrDefault(address, List.of());
        for (String name : names.getOrDefault(entry, List.of())) {
            Matcher m = NEW_NAME.matcher(name);
            if (m.matches()) {
                assertThat(there).contains(m.group(2));
                return m.group(2) + " " + m.group(1) + " " + m.group(3);
            }
            m = OLD_NAME.matcher(name);
            if (m.matches()) {
                assertThat(there).contains(m.group(1));
                return m.group(1) + " - " + m.group(2);
            }
        }
        throw new AssertionError("no initcall symbol at 0x%x".formatted(entry));
    }

    private int offset(long address) {
        for (long[] section : sections) {
            if (address >= section[0] && address < section[0] + section[2]) {
                return (int) (address - section[0] + section[1]);
            }
        }
        throw new AssertionError("0x%x is in no section".formatted(address));
    }
}
