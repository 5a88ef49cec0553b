package dev.initlab.capstone;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What llvm-objdump says of the code in an object file: the outside truth of these tests. */
final class Objdump {
    /** Printed before the mnemonic they belong to. */
    private static final Set<String> PREFIXES = Set.of("lock", "rep", "repe", "repne", "repz", "repnz",
        "xacquire",
        "xrelease", "data16", "notrack", "bnd");
    private static final Pattern LINE = Pattern.compile("^ *([0-9a-f]+): ((?:[0-9a-f]{2,8} )+)\\s*(\\S.*)$");

    private Objdump() {
    }

    /** One instruction; directives such as .word are none. */
    record Line(long address, byte[] bytes, String mnemonic, String operands) {
        String text() {
            return (mnemonic + " " + operands).strip();
        }
    }

    /** Instructions that lie one behind the other. */
    record Run(long address, byte[] bytes, List<Line> lines) {
    }

    static boolean isInstalled(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, tool)));
    }

    static List<Run> runs(Path object, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("llvm-objdump", "-d"));
        command.addAll(List.of(options));
        command.add(object.toString());
        List<Run> runs = new ArrayList<>();
        List<Line> current = new ArrayList<>();
        Optional<Line> prefix = Optional.empty();
        for (String text : execute(command).lines().toList()) {
            Optional<Line> parsed = join(prefix, parse(text));
            prefix = parsed.filter(line -> PREFIXES.contains(line.text()));
            if (prefix.isPresent()) {
                continue;
            }
            boolean joins = parsed.isPresent() && !current.isEmpty()
                && current.getLast().address() + current.getLast().bytes().length == parsed.get().address();
            if (!joins && !current.isEmpty()) {
                runs.add(run(current));
                current = new ArrayList<>();
            }
            parsed.ifPresent(current::add);
        }
        if (!current.isEmpty()) {
            runs.add(run(current));
        }
        return runs;
    }

    static String execute(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        process.getOutputStream().close();
        String output;
        try (InputStream in = process.getInputStream()) {
            output = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": exit status " + process.exitValue());
        }
        return output;
    }

    /** llvm-objdump gives the lock prefix a line of its own. */
    private static Optional<Line> join(Optional<Line> prefix, Optional<Line> line) {
        if (prefix.isEmpty() || line.isEmpty()) {
            return line;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(prefix.get().bytes());
        bytes.writeBytes(line.get().bytes());
        return Optional.of(new Line(prefix.get().address(), bytes.toByteArray(),
            prefix.get().mnemonic() + " " + line.get().mnemonic(), line.get().operands()));
    }

    private static Run run(List<Line> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lines.forEach(line -> bytes.writeBytes(line.bytes()));
        return new Run(lines.getFirst().address(), bytes.toByteArray(), List.copyOf(lines));
    }

    private static Optional<Line> parse(String text) {
        Matcher matcher = LINE.matcher(text.replace('\t', ' '));
        if (!matcher.matches() || matcher.group(3).startsWith(".") || matcher.group(3)
            .startsWith("<unknown>")) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(List.of(matcher.group(3).split("\\s+")));
        String mnemonic = words.removeFirst();
        while (PREFIXES.contains(mnemonic.substring(mnemonic.lastIndexOf(' ') + 1)) && !words.isEmpty()) {
            mnemonic += " " + words.removeFirst();
        }
        return Optional.of(new Line(Long.parseUnsignedLong(matcher.group(1), 16), bytes(matcher.group(2)),
            mnemonic,
            String.join(" ", words)));
    }

    /** Older versions print bytes, newer ones the words of ARM: those are little endian. */
    private static byte[] bytes(String hex) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String word : hex.strip().split(" +")) {
            byte[] part = HexFormat.of().parseHex(word);
            for (int i = part.length - 1; i >= 0; i--) {
                bytes.write(part[i]);
            }
        }
        return bytes.toByteArray();
    }

    /** Copies a resource of this package to a file. */
    static Path resource(String name, Path dir) throws IOException {
        Path file = dir.resolve(name.substring(name.lastIndexOf('/') + 1));
        try (InputStream in = Objdump.class.getResourceAsStream(name);
            OutputStream out = Files.newOutputStream(file)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            in.transferTo(out);
        }
        return file;
    }
}
