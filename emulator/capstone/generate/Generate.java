import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes the Java enums, the struct layouts and the tests' header facts from Capstone's headers.
 *
 * <p>Names are read from the header text, numbers and offsets come from the C compiler. Run by
 * generate.sh: {@code java Generate.java <headers> <module> <cc>}.
 */
final class Generate {

    /** One Java enum; the C enums of a version are joined in order, the first prefix that fits is cut off. */
    record EnumSpec(String pkg, String name, String what, String implemented,
                    List<String> c4, List<String> c5, List<String> prefixes) {

        static EnumSpec of(String pkg, String name, String what, String c, String... prefixes) {
            return new EnumSpec(pkg, name, what, "Constant", List.of(c), List.of(c), List.of(prefixes));
        }

        EnumSpec as(String type) {
            return new EnumSpec(pkg, name, what, type, c4, c5, prefixes);
        }

        EnumSpec from(List<String> only4, List<String> only5) {
            return new EnumSpec(pkg, name, what, implemented, only4, only5, prefixes);
        }
    }

    static final List<EnumSpec> ENUMS = List.of(
        EnumSpec.of("x86", "X86Reg", "Registers of x86", "x86_reg", "X86_REG_").as("Register"),
        EnumSpec.of("x86", "X86Insn", "Instructions of x86", "x86_insn", "X86_INS_"),
        EnumSpec.of("x86", "X86Group", "Groups of x86 instructions", "x86_insn_group", "X86_GRP_")
            .as("Group"),
        EnumSpec.of("x86", "X86OpType", "Kinds of x86 operands", "x86_op_type", "X86_OP_"),
        EnumSpec.of("x86", "X86XopCc", "Conditions of XOP comparisons", "x86_xop_cc", "X86_XOP_CC_"),
        EnumSpec.of("x86", "X86SseCc", "Conditions of SSE comparisons", "x86_sse_cc", "X86_SSE_CC_"),
        EnumSpec.of("x86", "X86AvxCc", "Conditions of AVX comparisons", "x86_avx_cc", "X86_AVX_CC_"),
        EnumSpec.of("x86", "X86AvxRounding", "Static rounding modes of AVX-512", "x86_avx_rm", "X86_AVX_RM_"),
        EnumSpec.of("x86", "X86AvxBroadcast", "Broadcasts of AVX-512 memory operands", "x86_avx_bcast",
            "X86_AVX_BCAST_"),
        EnumSpec.of("arm", "ArmReg", "Registers of 32-bit ARM", "arm_reg", "ARM_REG_").as("Register"),
        EnumSpec.of("arm", "ArmInsn", "Instructions of 32-bit ARM and Thumb", "arm_insn", "ARM_INS_"),
        EnumSpec.of("arm", "ArmGroup", "Groups of ARM instructions", "arm_insn_group", "ARM_GRP_")
            .as("Group"),
        EnumSpec.of("arm", "ArmOpType", "Kinds of ARM operands", "arm_op_type", "ARM_OP_"),
        EnumSpec.of("arm", "ArmShift", "Shifts of ARM operands", "arm_shifter", "ARM_SFT_"),
        EnumSpec.of("arm", "ArmCondition", "Condition codes of ARM", "arm_cc", "ARM_CC_"),
        EnumSpec.of("arm", "ArmSysReg",
            "Special registers of MRS and MSR; the fields of CPSR and SPSR can be joined by OR",
            "arm_sysreg", "ARM_SYSREG_"),
        EnumSpec.of("arm", "ArmMemBarrier", "Options of DMB, DSB and ISB", "arm_mem_barrier", "ARM_MB_"),
        EnumSpec.of("arm", "ArmSetEnd", "Operands of SETEND", "arm_setend_type", "ARM_SETEND_"),
        EnumSpec.of("arm", "ArmCpsMode", "Enable or disable of CPS", "arm_cpsmode_type", "ARM_CPSMODE_"),
        EnumSpec.of("arm", "ArmCpsFlag", "Interrupt masks of CPS; they can be joined by OR",
            "arm_cpsflag_type", "ARM_CPSFLAG_"),
        EnumSpec.of("arm", "ArmVectorData", "Element types of ARM vector instructions", "arm_vectordata_type",
            "ARM_VECTORDATA_"),
        EnumSpec.of("arm64", "Arm64Reg", "Registers of ARM64", "arm64_reg", "ARM64_REG_").as("Register"),
        EnumSpec.of("arm64", "Arm64Insn", "Instructions of ARM64", "arm64_insn", "ARM64_INS_"),
        EnumSpec.of("arm64", "Arm64Group", "Groups of ARM64 instructions", "arm64_insn_group", "ARM64_GRP_")
            .as("Group"),
        EnumSpec.of("arm64", "Arm64OpType", "Kinds of ARM64 operands", "arm64_op_type", "ARM64_OP_"),
        EnumSpec.of("arm64", "Arm64Shift", "Shifts of ARM64 operands", "arm64_shifter", "ARM64_SFT_"),
        EnumSpec.of("arm64", "Arm64Extend", "Extensions of ARM64 register operands", "arm64_extender",
            "ARM64_EXT_"),
        EnumSpec.of("arm64", "Arm64Condition", "Condition codes of ARM64", "arm64_cc", "ARM64_CC_"),
        EnumSpec.of("arm64", "Arm64SysReg",
            "System registers of MRS and MSR; the number is op0:op1:CRn:CRm:op2 of the instruction",
            "arm64_sysreg", "ARM64_SYSREG_")
            .from(List.of("arm64_sysreg", "arm64_msr_reg"), List.of("arm64_sysreg")),
        EnumSpec.of("arm64", "Arm64PState", "Fields of PSTATE that MSR (immediate) writes", "arm64_pstate",
            "ARM64_PSTATE_"),
        EnumSpec.of("arm64", "Arm64Arrangement", "Arrangements of vector registers", "arm64_vas",
            "ARM64_VAS_"),
        EnumSpec.of("arm64", "Arm64Barrier", "Options of DMB, DSB and ISB", "arm64_barrier_op",
            "ARM64_BARRIER_"),
        EnumSpec.of("arm64", "Arm64SysOp",
            "Operations of TLBI, AT, DC and IC; in version 4 a number is unique within its instruction only",
            "arm64_sys_op", "ARM64_SYS_", "ARM64_")
            .from(List.of("arm64_tlbi_op", "arm64_at_op", "arm64_dc_op", "arm64_ic_op"),
                List.of("arm64_sys_op")),
        EnumSpec.of("arm64", "Arm64Svcr", "Operands of MSR SVCR (SME)", "arm64_svcr_op", "ARM64_SVCR_")
            .from(List.of(), List.of("arm64_svcr_op")),
        EnumSpec.of("arm64", "Arm64Prefetch", "Operations of PRFM", "arm64_prefetch_op", "ARM64_PRFM_"));

    /** Struct: fields. A field or struct of one version only carries that version behind a colon. */
    static final List<String> STRUCTS = List.of(
        "cs_insn id address size bytes mnemonic op_str detail",
        "cs_detail regs_read regs_read_count regs_write regs_write_count groups groups_count writeback:5 x86",
        "cs_opt_skipdata mnemonic callback user_data",
        "cs_opt_mnem id mnemonic",
        "cs_x86 prefix opcode rex addr_size modrm sib disp sib_index sib_scale sib_base xop_cc sse_cc avx_cc"
            + " avx_sae avx_rm eflags op_count operands encoding.modrm_offset encoding.disp_offset"
            + " encoding.disp_size encoding.imm_offset encoding.imm_size",
        "cs_x86_op type reg imm mem.segment mem.base mem.index mem.scale mem.disp size access avx_bcast"
            + " avx_zero_opmask",
        "cs_arm usermode vector_size vector_data cps_mode cps_flag cc update_flags writeback post_index:5"
            + " mem_barrier op_count operands",
        "cs_arm_op vector_index shift.type shift.value type reg imm fp mem.base mem.index mem.scale mem.disp"
            + " mem.lshift setend subtracted access neon_lane",
        "cs_arm64 cc update_flags writeback post_index:5 op_count operands",
        "cs_arm64_op vector_index vas vess:4 shift.type shift.value ext type svcr:5 reg imm fp mem.base"
            + " mem.index mem.disp pstate sys prefetch barrier sme_index.reg:5 sme_index.base:5"
            + " sme_index.disp:5 access",
        "cs_mips op_count operands", "cs_mips_op type reg imm mem.base mem.disp",
        "cs_ppc op_count operands", "cs_ppc_op type reg imm mem.base mem.disp",
        "cs_sparc op_count operands", "cs_sparc_op type reg imm mem.base mem.index mem.disp",
        "cs_sysz op_count operands", "cs_sysz_op type reg imm mem.base mem.index mem.disp",
        "cs_xcore op_count operands", "cs_xcore_op type reg imm mem.base mem.index mem.disp",
        "cs_tms320c64x op_count operands", "cs_tms320c64x_op type reg imm mem.base mem.disp",
        "cs_mos65xx:5 op_count:5 operands:5", "cs_mos65xx_op:5 type:5 reg:5 imm:5 mem:5",
        "cs_bpf:5 op_count:5 operands:5", "cs_bpf_op:5 type:5 reg:5 imm:5 mem.base:5 mem.disp:5",
        "cs_riscv:5 op_count:5 operands:5", "cs_riscv_op:5 type:5 reg:5 imm:5 mem.base:5 mem.disp:5",
        "cs_tricore:5 op_count:5 operands:5", "cs_tricore_op:5 type:5 reg:5 imm:5 mem.base:5 mem.disp:5");

    /** The C enums whose constants the tests compare with the hand-written tables. */
    static final List<String> COMPARED = List.of(
        "cs_arch", "cs_mode", "cs_opt_type", "cs_opt_value", "cs_op_type", "cs_ac_type", "cs_group_type",
            "cs_err",
        "arm64_vess", "mips_op_type", "ppc_op_type", "sparc_op_type",
        "sysz_op_type", "xcore_op_type", "tms320c64x_op_type", "mos65xx_op_type", "bpf_op_type",
            "riscv_op_type",
        "tricore_op_type");

    static final Pattern ENUM = Pattern.compile("typedef\\s+enum\\s+(\\w+)\\s*\\{(.*?)\\}\\s*(\\w+)\\s*;",
        Pattern.DOTALL);

    final Path module;
    final String cc;
    final Map<Integer, Path> include = new LinkedHashMap<>();
    /** version -> C enum -> constants in the header's order, with their values. */
    final Map<Integer, Map<String, Map<String, Long>>> enums = new LinkedHashMap<>();

    Generate(Path headers, Path module, String cc) {
        this.module = module;
        this.cc = cc;
        for (int version : new int[] {4, 5}) {
            include.put(version, headers.resolve(version + "/usr/include"));
        }
    }

    public static void main(String[] args) throws Exception {
        Generate generate = new Generate(Path.of(args[0]), Path.of(args[1]), args[2]);
        generate.readEnums(4);
        generate.readEnums(5);
        for (EnumSpec spec : ENUMS) {
            generate.writeEnum(spec);
        }
        generate.writeFlagEnum("X86Eflag", "What an instruction does to a flag of EFLAGS", "X86_EFLAGS_");
        generate.writeFlagEnum("X86FpuFlag", "What an instruction does to a flag of the x87 status word",
            "X86_FPU_FLAGS_");
        generate.writeFields();
        generate.writeHeaderFacts();
    }

    String text(int version, String header) throws IOException {
        return Files.readString(include.get(version).resolve("capstone/" + header))
            .replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
    }

    List<String> headers(int version) throws IOException {
        try (var files = Files.list(include.get(version).resolve("capstone"))) {
            return files.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    void readEnums(int version) throws Exception {
        Map<String, Map<String, Long>> all = new LinkedHashMap<>();
        StringBuilder main = new StringBuilder();
        for (String header : headers(version)) {
            Matcher matcher = ENUM.matcher(text(version, header));
            while (matcher.find()) {
                Map<String, Long> constants = new LinkedHashMap<>();
                for (String line : matcher.group(2).split(",")) {
                    String name = line.trim().split("[\\s=]")[0];
                    if (!name.isEmpty() && !name.startsWith("#")) {
                        constants.put(name, 0L);
                        main.append("printf(\"%s %s %%lld\\n\", (long long)%s);\n"
                            .formatted(matcher.group(1), name, name));
                    }
                }
                all.put(matcher.group(1), constants);
            }
        }
        for (String line : runC(version, main.toString())) {
            String[] words = line.split(" ");
            all.get(words[0]).put(words[1], Long.parseLong(words[2]));
        }
        enums.put(version, all);
    }

    List<String> runC(int version, String body) throws Exception {
        Path dir = Files.createTempDirectory("capstone-facts");
        Path source = dir.resolve("facts.c");
        Path program = dir.resolve("facts");
        Files.writeString(source, """
            #include <stdio.h>
            #include <stddef.h>
            #include <capstone/capstone.h>
            #define FIELD(s, f) printf("%%s.%%s %%zu %%zu\\n", #s, #f, offsetof(s, f), sizeof(((s *)0)->f))
            int main(void) {
            %s
            return 0; }
            """.formatted(body));
        run(cc, "-w", "-I" + include.get(version), "-o", program.toString(), source.toString());
        return run(program.toString());
    }

    static List<String> run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> lines = new String(process.getInputStream().readAllBytes()).lines().toList();
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ":\n" + String.join("\n", lines));
        }
        return lines;
    }

    Map<String, Long> joined(int version, List<String> cEnums) {
        Map<String, Long> constants = new LinkedHashMap<>();
        cEnums.forEach(c -> constants.putAll(enums.get(version).get(c)));
        return constants;
    }

    static String javaName(String c, List<String> prefixes) {
        String prefix = prefixes.stream().filter(c::startsWith).findFirst()
            .orElseThrow(() -> new IllegalArgumentException(c));
        String name = c.substring(prefix.length());
        return Character.isDigit(name.charAt(0)) ? "_" + name : name.toUpperCase(Locale.ROOT);
    }

    void writeEnum(EnumSpec spec) throws IOException {
        Map<String, Long> v4 = new LinkedHashMap<>();
        Map<String, Long> v5 = new LinkedHashMap<>();
        joined(4, spec.c4).forEach((c, value) -> v4.putIfAbsent(javaName(c, spec.prefixes), value));
        joined(5, spec.c5).forEach((c, value) -> v5.putIfAbsent(javaName(c, spec.prefixes), value));
        Set<String> names = new LinkedHashSet<>(v5.keySet());
        names.addAll(v4.keySet());
        names.removeIf(n -> n.equals("ENDING") || n.equals("MAX"));
        if (!names.contains("INVALID")) {
            names = new LinkedHashSet<>(List.of("INVALID"));
            names.addAll(v5.keySet());
            names.addAll(v4.keySet());
            names.removeIf(n -> n.endsWith("ENDING"));
            v4.put("INVALID", 0L);
            v5.put("INVALID", 0L);
        }
        // A second name of the same number is an alias. System registers are an exception: one
        // number is read under one name and written under another.
        boolean aliasesAllowed = !spec.name.endsWith("SysReg") && !spec.name.equals("Arm64SysOp");
        Map<List<Long>, String> first = new LinkedHashMap<>();
        Map<String, String> aliases = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            long n4 = v4.getOrDefault(name, -1L);
            long n5 = v5.getOrDefault(name, -1L);
            String original = aliasesAllowed ? first.get(List.of(n4, n5)) : null;
            if (original == null && aliasesAllowed) {
                original = first.entrySet().stream()
                    .filter(e -> n5 >= 0 && e.getKey().get(1) == n5 || n5 < 0 && e.getKey().get(0) == n4)
                    .map(Map.Entry::getValue).findFirst().orElse(null);
                if (original != null) {
                    System.err.println(spec.name + ": " + name + " (" + n4 + ", " + n5 + ") taken as "
                        + original);
                }
            }
            if (original != null) {
                aliases.put(name, original);
            } else {
                first.put(List.of(n4, n5), name);
                lines.add("    " + name + "(" + n4 + ", " + n5 + ")");
            }
        }
        Set<String> cEnums = new LinkedHashSet<>(spec.c5);
        cEnums.addAll(spec.c4);
        StringBuilder out = new StringBuilder();
        out.append("package dev.initlab.capstone.").append(spec.pkg).append(";\n\n");
        out.append("import dev.initlab.capstone.").append(spec.implemented).append(";\n");
        out.append("import dev.initlab.capstone.number.NumberIndex;\n\n");
        out.append("/**\n");
        wrap(out, " * ", spec.what + ".");
        out.append(" *\n");
        wrap(out, " * ", "<p>Each with its number in the headers of version 4 and 5, -1 where a version "
            + "lacks it. Generated by generate/Generate.java from {@code " + String.join("}, {@code ", cEnums)
            + "}; do not edit.");
        out.append(" */\n");
        out.append("public enum ").append(spec.name).append(" implements ").append(spec.implemented)
            .append(" {\n");
        out.append(String.join(",\n", lines)).append(";\n\n");
        aliases.forEach((alias, original) -> out.append("""
                /** Another name of {@link #%s}. */
                public static final %s %s = %s;

            """.formatted(original, spec.name, alias, original)));
        out.append("""
                private static final NumberIndex<%1$s> BY_NUMBER = new NumberIndex<>(values(), INVALID);

                private final int version4;
                private final int version5;

                %1$s(int version4, int version5) {
                    this.version4 = version4;
                    this.version5 = version5;
                }

                @Override
                public int number(int major) {
                    return major == 4 ? version4 : version5;
                }

                /** The constant of a number in the headers of version {@code major}; INVALID when none. */
                public static %1$s of(int major, int number) {
                    return BY_NUMBER.of(major, number);
                }
            }
            """.formatted(spec.name));
        write("src/main/java/dev/initlab/capstone/" + spec.pkg + "/" + spec.name + ".java", out);
    }

    void writeFlagEnum(String name, String what, String prefix) throws Exception {
        Set<String> defines = new LinkedHashSet<>();
        for (int version : new int[] {5, 4}) {
            Matcher matcher = Pattern.compile("#define (" + prefix + "\\w+)").matcher(text(version, "x86.h"));
            while (matcher.find()) {
                defines.add(matcher.group(1));
            }
        }
        String body = defines.stream().map(d -> """
            #ifdef %1$s
            printf("%1$s %%d\\n", __builtin_ctzll(%1$s));
            #endif
            """.formatted(d)).collect(Collectors.joining());
        List<String> v5 = runC(5, body);
        if (!v5.equals(runC(4, body))) {
            throw new IllegalStateException(prefix + " differs between the versions");
        }
        StringBuilder out = new StringBuilder("""
            package dev.initlab.capstone.x86;

            import java.util.EnumSet;
            import java.util.Set;

            /**
             * %s.
             *
             * <p>Each with its bit. Generated by generate/Generate.java from {@code %s*} of x86.h;
             * do not edit.
             */
            public enum %s {
            """.formatted(what, prefix, name));
        out.append(v5.stream().map(line -> line.substring(prefix.length()).split(" "))
            .map(w -> "    " + w[0] + "(" + w[1] + ")").collect(Collectors.joining(",\n")));
        out.append("""
            ;

                private final long mask;

                %1$s(int bit) {
                    this.mask = 1L << bit;
                }

                /** The flags whose bits are set. */
                public static Set<%1$s> of(long bits) {
                    Set<%1$s> set = EnumSet.noneOf(%1$s.class);
                    for (%1$s flag : values()) {
                        if ((bits & flag.mask) != 0) {
                            set.add(flag);
                        }
                    }
                    return set;
                }
            }
            """.formatted(name));
        write("src/main/java/dev/initlab/capstone/x86/" + name + ".java", out);
    }

    void writeFields() throws Exception {
        Map<String, long[]> facts = new LinkedHashMap<>();
        for (int version : new int[] {4, 5}) {
            StringBuilder body = new StringBuilder();
            for (String line : STRUCTS) {
                String struct = line.split(" ")[0];
                if (!onlyIn(struct, version)) {
                    continue;
                }
                String type = struct.split(":")[0];
                body.append("printf(\"%s 0 %%zu\\n\", sizeof(%s));\n".formatted(type, type));
                for (String field : line.substring(struct.length()).trim().split(" ")) {
                    if (onlyIn(field, version)) {
                        body.append("FIELD(%s, %s);\n".formatted(type, field.split(":")[0]));
                    }
                }
            }
            for (String line : runC(version, body.toString())) {
                String[] words = line.split(" ");
                long[] fact = facts.computeIfAbsent(words[0], _ -> new long[] {-1, 0, -1, 0});
                fact[version == 4 ? 0 : 2] = Long.parseLong(words[1]);
                fact[version == 4 ? 1 : 3] = Long.parseLong(words[2]);
            }
        }
        // The structs in the order of STRUCTS, not of the versions.
        List<String> order = new ArrayList<>();
        for (String line : STRUCTS) {
            String type = line.split(" ")[0].split(":")[0];
            order.add(type);
            for (String field : line.split(" ")) {
                String path = type + "." + field.split(":")[0];
                if (facts.containsKey(path)) {
                    order.add(path);
                }
            }
        }
        StringBuilder out = new StringBuilder("""
            package dev.initlab.capstone;

            /**
             * The layouts of Capstone's structs in version 4 and 5: offset and size of each field in bytes.
             *
             * <p>A struct's own line has offset 0 and its size; an offset of -1 says that the version lacks the
             * field. Measured with a C compiler for a 64-bit host (LP64; the fields read here lie alike on
             * x86-64 and ARM64). Generated by generate/Generate.java from the headers; do not edit.
             */
            enum Field {
                // C name, offset and size in version 4, offset and size in version 5
            """);
        out.append(order.stream().map(path -> {
            long[] f = facts.get(path);
            return "    %s(\"%s\", %d, %d, %d, %d)".formatted(
                path.replace('.', '_').toUpperCase(Locale.ROOT), path, f[0], f[1], f[2], f[3]);
        }).collect(Collectors.joining(",\n")));
        out.append("""
            ;

                private final String path;
                private final int offset4;
                private final int size4;
                private final int offset5;
                private final int size5;

                Field(String path, int offset4, int size4, int offset5, int size5) {
                    this.path = path;
                    this.offset4 = offset4;
                    this.size4 = size4;
                    this.offset5 = offset5;
                    this.size5 = size5;
                }

                /** The name in C: the struct, or struct and field. */
                String path() {
                    return path;
                }

                /** Offset in the struct, or -1 where the version lacks the field. */
                int offset(int major) {
                    return major == 4 ? offset4 : offset5;
                }

                /** Size in bytes, or 0 where the version lacks the field. */
                int size(int major) {
                    return major == 4 ? size4 : size5;
                }

                boolean in(int major) {
                    return offset(major) >= 0;
                }
            }
            """);
        write("src/main/java/dev/initlab/capstone/Field.java", out);
    }

    static boolean onlyIn(String name, int version) {
        return !name.contains(":") || name.endsWith(":" + version);
    }

    void writeHeaderFacts() throws IOException {
        Map<String, String> functions = new LinkedHashMap<>();
        Map<String, long[]> constants = new LinkedHashMap<>();
        for (int version : new int[] {5, 4}) {
            Matcher matcher = Pattern.compile("CAPSTONE_API\\s+(cs_\\w+)\\s*\\(")
                .matcher(text(version, "capstone.h"));
            while (matcher.find()) {
                functions.merge(matcher.group(1), " " + version, (a, b) -> b + a);
            }
            for (String c : COMPARED) {
                enums.get(version).getOrDefault(c, Map.of()).forEach((name, value) ->
                    constants.computeIfAbsent(name, _ ->
                        new long[] {Long.MIN_VALUE, Long.MIN_VALUE})[version - 4] = value);
            }
        }
        String dir = "src/test/resources/dev/initlab/capstone/";
        StringBuilder out = new StringBuilder("# Functions of capstone.h and the versions that have them.\n"
            + "# Generated by generate/Generate.java; do not edit.\n");
        functions.forEach((name, versions) -> out.append(name).append(versions).append('\n'));
        write(dir + "header-functions.txt", out);
        out.setLength(0);
        out.append("# Constants of the headers: name, value in version 4 and in version 5 (- where missing).\n"
            + "# Generated by generate/Generate.java; do not edit.\n");
        constants.forEach((name, v) -> out.append(name).append(' ').append(orDash(v[0])).append(' ')
            .append(orDash(v[1])).append('\n'));
        write(dir + "header-constants.txt", out);
    }

    static String orDash(long value) {
        return value == Long.MIN_VALUE ? "-" : Long.toString(value);
    }

    static void wrap(StringBuilder out, String lead, String sentence) {
        StringBuilder line = new StringBuilder(lead);
        for (String word : sentence.split(" ")) {
            if (line.length() + word.length() > 105) {
                out.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(lead);
            }
            line.append(word).append(' ');
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    void write(String file, CharSequence content) throws IOException {
        Path path = module.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }
}
