package dev.initlab.suite.file;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.initlab.machine.Architecture;
import dev.initlab.suite.expect.Expectation;
import dev.initlab.suite.expect.ExpectationKind;
import dev.initlab.suite.yaml.Fields;
import dev.initlab.suite.yaml.Fields.Field;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Shape;
import dev.initlab.suite.yaml.Shapes;

/** What a suite file looks like: the fields, a line each. The reader, the schema and the document are made from it. */
public final class SuiteShape {
    /** Of the format. */
    public static final int VERSION = 1;

    private static final Shape<Architecture> ARCHITECTURE = Shapes.choice(Arrays.stream(Architecture.values())
            .collect(Collectors.toMap(Architecture::arch, Function.identity(), (a, _) -> a, LinkedHashMap::new)));
    private static final Shape<String> FILE = Shapes.fileName();

    static final Field<Double> SECONDS = new Field<>("seconds", Shapes.decimal(0.001, 86_400), "Seconds of the host.");
    static final Field<Long> WORK = new Field<>("work", Shapes.whole(1, 1L << 50), "Bytes of guest code executed.");
    static final Fields BUDGET_FIELDS = new Fields("a budget").optional(SECONDS).optional(WORK);

    static final Field<List<Placed<Architecture>>> MATRIX_ARCH = new Field<>("arch",
            Shapes.list(ARCHITECTURE.placed()), "Architectures.");
    static final Field<List<Placed<String>>> MATRIX_IMAGE = new Field<>("image", Shapes.list(FILE.placed()),
            "Variants of the image.");
    static final Field<List<Placed<String>>> MATRIX_APPEND = new Field<>("append",
            Shapes.list(Shapes.text().placed()), "Command lines, each behind the suite's own.");
    static final Fields MATRIX_FIELDS = new Fields("a matrix").optional(MATRIX_ARCH).optional(MATRIX_IMAGE)
            .optional(MATRIX_APPEND);

    static final Field<Long> FORMAT = new Field<>("initlab", Shapes.whole(VERSION, VERSION),
            "The version of this format: %d.".formatted(VERSION));
    static final Field<String> NAME = new Field<>("name", Shapes.text(),
            "What people call the suite; without it the file's name.");
    static final Field<Placed<String>> IMAGE = new Field<>("image", FILE.placed(),
            "The vmlinux; without it the default image and its initramfs.");
    static final Field<Placed<Architecture>> ARCH = new Field<>("arch", ARCHITECTURE.placed(),
            "The architecture (default: x86_64).");
    static final Field<String> APPEND = new Field<>("append", Shapes.text(), "The kernel's command line.");
    static final Field<List<Placed<String>>> INITRD = new Field<>("initrd", Shapes.oneOrMore(FILE.placed()),
            "Cpio archives to unpack as the root file system.");
    static final Field<List<Placed<String>>> INSMOD = new Field<>("insmod", Shapes.oneOrMore(FILE.placed()),
            "Module files, each with its parameters behind it, that the guest's insmod loads once it is up.");
    static final Field<Long> MEMORY = new Field<>("memory", Shapes.whole(1, 3072),
            "The guest's memory in MiB (default: 64).");
    static final Field<Fields.Values> BUDGET = new Field<>("budget", BUDGET_FIELDS,
            "What a boot may use up before it is stopped (default: 60 seconds).");
    static final Field<Fields.Values> MATRIX = new Field<>("matrix", MATRIX_FIELDS,
            "Boot once for every combination of these.");

    static final Map<ExpectationKind, Field<List<Placed<Expectation>>>> KINDS = kinds();
    static final Field<String> CHECK_NAME = new Field<>("name", Shapes.text(),
            "What people call the expectation; without it a sentence made from it.");
    static final Field<List<Placed<Architecture>>> CHECK_ARCH = new Field<>("arch",
            Shapes.oneOrMore(ARCHITECTURE.placed()), "It is expected on these architectures only.");
    static final Fields EXPECTATION = expectation();

    static final Field<List<Fields.Values>> EXPECT = new Field<>("expect", Shapes.list(EXPECTATION),
            "What is expected of every boot.");

    /** The whole file. */
    public static final Fields FILE_FIELDS = new Fields("a suite").required(FORMAT).optional(NAME).optional(IMAGE)
            .optional(ARCH).optional(APPEND).optional(INITRD).optional(INSMOD).optional(MEMORY).optional(BUDGET)
            .optional(MATRIX).required(EXPECT);

    private SuiteShape() {
    }

    private static Map<ExpectationKind, Field<List<Placed<Expectation>>>> kinds() {
        Map<ExpectationKind, Field<List<Placed<Expectation>>>> kinds = new LinkedHashMap<>();
        for (ExpectationKind kind : ExpectationKind.values()) {
            kinds.put(kind, new Field<>(kind.keyword(), kind.shape(), kind.about()));
        }
        return kinds;
    }

    private static Fields expectation() {
        Fields fields = new Fields("an expectation");
        KINDS.values().forEach(fields::oneOf);
        return fields.optional(CHECK_NAME).optional(CHECK_ARCH);
    }

    /** The JSON Schema of suite files. */
    public static Map<String, Object> schema() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "initlab suites, version " + VERSION);
        schema.put("description", "A suite file, *" + Suite.SUFFIX + ", read as YAML 1.2 with the JSON schema.");
        schema.putAll(FILE_FIELDS.schema());
        return schema;
    }
}
