package dev.initlab.kernel.boot;

import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

import dev.initlab.trace.FaultKind;

/** The prebuilt images of an architecture, and what is truly its own about them. */
enum TestImages {
    X86_64("x86_64", 62, 8, "ttyS", "uart8250", 0, FaultKind.UNDEFINED_INSTRUCTION,
            new Words("Oops: ", "Fatal exception", "unused kernel image (initmem)"),
            // mov $175,%eax; mov $400,%eax
            new SystemCallNumber("b8af000000", "b890010000")),
    ARM64("arm64", 183, 8, "ttyAMA", "pl11", 2 * 12, FaultKind.BREAKPOINT,
            new Words("Internal error: ", "Oops: Fatal exception", "unused kernel"),
            // mov w8, #105; mov w8, #400
            new SystemCallNumber("280d8052", "08328052")),
    ARM("arm", 40, 4, "ttyAMA", "pl11", 16 * 8, FaultKind.UNDEFINED_INSTRUCTION,
            new Words("Internal error: ", "Fatal exception", "unused kernel image (initmem)"),
            // mov r7, #128; movw r7, #400
            new SystemCallNumber("8070a0e3", "907100e3"));

    private final String architecture;
    private final int machine;
    private final int wordSize;
    private final String tty;
    private final String earlyConsole;
    private final int initPlt;
    private final FaultKind trap;
    private final Words words;
    private final SystemCallNumber initModule;

    /** The instruction of a program that says init_module(), and one of its length that says call 400. */
    private record SystemCallNumber(String initModule, String unknown) {
    }

    private record Words(String oops, String fatal, String freed) {
    }

    TestImages(String architecture, int machine, int wordSize, String tty, String earlyConsole, int initPlt, FaultKind trap, Words words,
            SystemCallNumber initModule) {
        this.architecture = architecture;
        this.machine = machine;
        this.wordSize = wordSize;
        this.tty = tty;
        this.earlyConsole = earlyConsole;
        this.initPlt = initPlt;
        this.trap = trap;
        this.words = words;
        this.initModule = initModule;
    }

    /** {@code e_machine}. */
    int machine() {
        return machine;
    }

    /** Bytes of a pointer. */
    int wordSize() {
        return wordSize;
    }

    /** Name of what {@code earlycon} registers. */
    String earlyConsole() {
        return earlyConsole;
    }

    /** Name of its serial lines. */
    String tty() {
        return tty;
    }

    /**
     * Bytes of .init.plt before the init code of hello.ko: an entry for _printk, and on arm64 the one Linux adds
     * always; on arm a whole block of them.
     */
    int initPlt() {
        return initPlt;
    }

    /** What {@code __builtin_trap()} raises. */
    FaultKind trap() {
        return trap;
    }

    /** How the line of the log begins that counts an oops. */
    String oops() {
        return words.oops();
    }

    /** Why the kernel panics after an oops. */
    String fatal() {
        return words.fatal();
    }

    /** What the kernel calls its init memory. */
    String freed() {
        return words.freed();
    }

    /** The bytes that say init_module(), and as many that say a call nobody knows. */
    byte[] initModuleNumber() {
        return HexFormat.of().parseHex(initModule.initModule());
    }

    byte[] unknownNumber() {
        return HexFormat.of().parseHex(initModule.unknown());
    }

    /** How the tables can be built: values of CONFIG_PREL32. */
    List<String> tableFormats() {
        return List.of("y", "n");
    }

    /** Those of another architecture. */
    TestImages other() {
        return values()[(ordinal() + 1) % values().length];
    }

    /** The project's top directory, as the build passes it. */
    static Path root() {
        return Path.of(System.getProperty("initlab.root", "../..")).toAbsolutePath().normalize();
    }

    /** As {@code make ARCH=} wants it. */
    String architecture() {
        return architecture;
    }

    Path vmlinux() {
        return directory().resolve("vmlinux");
    }

    Path initramfs() {
        return directory().resolve("initramfs.cpio");
    }

    /** An image of {@code testdata/initcalls}. */
    Path vmlinux(String name) {
        return directory().resolve(name).resolve("vmlinux");
    }

    Path module(String name) {
        return directory().resolve("modules").resolve(name + ".ko");
    }

    private Path directory() {
        return root().resolve("testdata/images").resolve(architecture);
    }
}
