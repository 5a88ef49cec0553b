package dev.initlab.capstone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where llvm-objdump and Capstone spell an instruction differently: the table spelling-differences.txt. */
final class Spelling {

    /** One line of the table; {@code llvm} and {@code capstone} are patterns of a whole mnemonic. */
    record Difference(String arch, String versions, Pattern llvm, Pattern capstone, String reason) {
        boolean allows(String ofArch, Version version, String llvmMnemonic, String capstoneMnemonic) {
            return arch.equals(ofArch) && versions.contains(Integer.toString(version.major()))
                && llvm.matcher(llvmMnemonic).matches() && capstone.matcher(capstoneMnemonic).matches();
        }
    }

    private final List<Difference> differences;

    private Spelling(List<Difference> differences) {
        this.differences = differences;
    }

    static Spelling load() throws IOException {
        List<Difference> differences = new ArrayList<>();
        try (InputStream in = Spelling.class.getResourceAsStream("spelling-differences.txt")) {
            if (in == null) {
                throw new IOException("no table of spelling differences");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                String[] columns = line.split("\\s*\\|\\s*");
                if (columns.length != 5 || columns[4].isBlank()) {
                    throw new IOException("not arch | versions | llvm | capstone | reason: " + line);
                }
                differences.add(new Difference(columns[0], columns[1], Pattern.compile(columns[2]),
                    Pattern.compile(columns[3]), columns[4]));
            }
        }
        return new Spelling(differences);
    }

    /**
     * What a disassembler prints differently from llvm-objdump and the table does not explain, one a line.
     */
    List<String> unexplained(Disassembler disassembler, String arch, Objdump.Run run) {
        List<String> unexplained = new ArrayList<>();
        List<Instruction> instructions = disassembler.stream(run.bytes(), run.address()).toList();
        int at = 0;
        for (Objdump.Line line : run.lines()) {
            while (at < instructions.size() && Long.compareUnsigned(instructions.get(at).address(),
                line.address()) < 0) {
                at++;
            }
            Optional<Instruction> instruction = at < instructions.size()
                && instructions.get(at).address() == line.address()
                ? Optional.of(instructions.get(at)) : Optional.empty();
            String mnemonic = instruction.map(Instruction::mnemonic).orElse("(no instruction here)");
            int size = instruction.map(Instruction::size).orElse(0);
            boolean known = line.mnemonic().equals(mnemonic) || differences.stream()
                .anyMatch(d -> d.allows(arch,
                disassembler.library().version(), line.mnemonic(), mnemonic));
            if (!known || size != line.bytes().length) {
                unexplained.add("%s %s | %s | %s |   %x: %s  llvm '%s'  capstone '%s'".formatted(arch,
                    disassembler.library().version(), line.mnemonic(), mnemonic, line.address(),
                    HexFormat.ofDelimiter(" ").formatHex(line.bytes()), line.text(),
                    instruction.map(Instruction::text).orElse("")));
            }
        }
        return unexplained;
    }
}
