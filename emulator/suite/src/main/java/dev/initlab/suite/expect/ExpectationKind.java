package dev.initlab.suite.expect;

import java.util.List;

import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;

/**
 * The kinds of expectations, a line each: keyword, value, what it says, an example of the value.
 *
 * <p>The reader of suite files, their JSON Schema and docs/suites.md are made from this table.
 */
public enum ExpectationKind {
    ORDER("order", OrderExpectation.SHAPE,
            "Initcalls run one before the other; with 'immediately', nothing runs in between. Of names "
            + "with wildcards, all of the left run before all of the right.",
            "buses_init before platform_bus_init"),
    LEVEL("level", LevelExpectation.SHAPE,
            "An initcall of the image belongs to a level; those of 'core_sync' are not those of 'core'.",
            "{buses_init: core, do_mounts:rootfs_*: rootfs}"),
    PRESENT("present", PresenceExpectation.PRESENT,
            "The image, or a module that was loaded, has an initcall of that name, whether it is called "
            + "or not.",
            "[serial8250_init, 'clockevents:*']"),
    ABSENT("absent", PresenceExpectation.ABSENT,
            "Neither the image nor a module that was loaded has an initcall of that name.",
            "tpm_*"),
    RAN("ran", RanExpectation.SHAPE,
            "An initcall, or the init function of a module, is called.",
            "hello:hello_init"),
    RESULT("result", ResultExpectation.SHAPE,
            "What an initcall returns: a number, an error, or that it never returns.",
            "{absent_init: -ENODEV, 'clock*': 0}"),
    SKIPPED("skipped", SkippedExpectation.SHAPE,
            "An initcall of the image is left out, because initcall_blacklist= names it.",
            "absent_init"),
    LOG("log", LogExpectation.SHAPE,
            "Regular expressions that are found in lines of the kernel's log, in this order, other lines "
            + "in between. The log has every level, without time stamps.",
            "['console .* enabled', 'Run /init']"),
    NO_LOG("no-log", NoLogExpectation.SHAPE,
            "Regular expressions that are found in no line of the kernel's log.",
            "['BUG:', 'Call Trace']"),
    MODULE("module", ModuleExpectation.SHAPE,
            "What becomes of a module: a state it gets into, states it goes through in this order, the "
            + "state it 'ends' in, that it is 'refused' (with an error), or 'never' loaded.",
            "{hello: live, provider: [coming, live, going], bad: refused ENOEXEC}"),
    TAINTS("taints", TaintsExpectation.SHAPE,
            "The taints a module brings, as the letters /proc/modules shows.",
            "{hello: O}"),
    EXIT("exit", ExitExpectation.SHAPE,
            "How the boot ends. Without this expectation, it must be in order: by power-off, halt or "
            + "restart.",
            "power-off"),
    INIT_MEMORY("init-memory", InitMemoryExpectation.SHAPE,
            "Init memory is freed, kept, or so many kilobytes of it are freed.",
            "'>= 4'"),
    COUNT("count", CountExpectation.SHAPE,
            "How many of something there are: exactly, at least or at most.",
            "{initcalls: '>= 40', core: 5, failed: 2}"),
    WORK("work", WorkExpectation.SHAPE,
            "A budget for an initcall in bytes of guest code executed: a number is the most, '+P%' lets "
            + "it be so much more, '+-P%' more or less.",
            "{heartbeat_init: 1711 +10%, tick_*: 5000}"),
    GOLDEN("golden", GoldenExpectation.SHAPE,
            "Levels, order and results of all initcalls are those of a golden order file, relative to the"
            + " suite file; ${arch} in its name is the architecture. 'initlab test --update' writes it.",
            "golden/default-${arch}.order");

    private final String keyword;
    private final Shape<List<Placed<Expectation>>> shape;
    private final String about;
    private final String example;

    ExpectationKind(String keyword, Shape<List<Placed<Expectation>>> shape, String about, String example) {
        this.keyword = keyword;
        this.shape = shape;
        this.about = about;
        this.example = example;
    }

    /** The key it has in a suite file. */
    public String keyword() {
        return keyword;
    }

    /** Its value, which may be several expectations. */
    public Shape<List<Placed<Expectation>>> shape() {
        return shape;
    }

    /** What it says; sentences. */
    public String about() {
        return about;
    }

    /** A value of it, as YAML. */
    public String example() {
        return example;
    }

    /** What every boot is held to whose suite does not say how it ends. */
    public static Expectation endsInOrder() {
        return ExitExpectation.inOrder();
    }
}
