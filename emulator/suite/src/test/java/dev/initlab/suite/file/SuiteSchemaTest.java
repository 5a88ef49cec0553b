package dev.initlab.suite.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.initlab.suite.expect.ExpectationKind;
import dev.initlab.suite.file.SuiteReader.Result;
import dev.initlab.suite.yaml.Mistake;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The published schema is that of the reader: what one refuses, so does the other. */
class SuiteSchemaTest {
    private static final Path FILE = Suites.ROOT.resolve("docs/suites.schema.json");
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String TEXT = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(SuiteShape.schema())
            .replace("\r", "") + "\n";
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);

    @Test
    void isPublished() throws IOException {
        if (System.getProperty("golden.update") != null) {
            Files.writeString(FILE, TEXT);
        }
        assertThat(FILE).as("rewrite it by -Dgolden.update").content().isEqualTo(TEXT);
    }

    static Stream<Path> suites() throws IOException {
        try (Stream<Path> files = Files.walk(Suites.ROOT.resolve("testdata"))) {
            return files.filter(f -> f.toString().endsWith(Suite.SUFFIX)).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("suites")
    void everySuiteOfTheTreeIsValid(Path suite) throws IOException {
        String yaml = Files.readString(suite);
        assertThat(complaints(new Load(LoadSettings.builder().build()).loadFromString(yaml))).isEmpty();
        assertThat(Suites.read(suite, yaml.getBytes(StandardCharsets.UTF_8))).isInstanceOf(Result.Good.class);
    }

    private static List<String> complaints(Object document) {
        return SCHEMA.validate(JSON.writeValueAsString(document), InputFormat.JSON).stream()
                .map(Object::toString).toList();
    }

    /** Documents near to suites: the right keys, mostly, with values of any form. */
    @Property(tries = 500)
    void readerAndSchemaRefuseTheSame(@ForAll("documents") Object document) {
        String yaml = new Dump(DumpSettings.builder().build()).dumpToString(document);
        boolean read = !(Suites.read(yaml) instanceof Result.Bad(_, var mistakes))
                || mistakes.stream().allMatch(m -> m.kind() == Mistake.Kind.MEANING);
        Statistics.label("accepted").collect(read);
        Statistics.label("accepted").coverage(c -> {
            c.check(true).percentage(p -> p > 5);
            c.check(false).percentage(p -> p > 5);
        });
        assertThat(complaints(document).isEmpty()).as(yaml).isEqualTo(read);
    }

    @Provide
    Arbitrary<Object> documents() {
        Arbitrary<Object> scalars = Arbitraries.of("", "a", "core", "a before b", "-ENODEV", "never returns", "x86_64",
                "arm", ">= 4", "1711 +10%", "OE", "none", "live", "refused EINVAL", "ends going", "freed", "in-order",
                "before", "a:b", "*", "a:b:c", "vmlinux", "a b", "tab\there", "two\nlines", 0, 1, 2, -19, 1.5, 3.0,
                4_000_000_000L, 1L << 60, true);
        Arbitrary<String> keys = Arbitraries.of("initlab", "name", "arch", "append", "memory", "budget", "seconds",
                "work", "matrix", "image", "expect", "a", "a:b", "core", "initcalls", "failed", "hello", "x");
        Arbitrary<Object> values = Arbitraries.lazyOf(() -> scalars, () -> scalars, () -> scalars,
                () -> listOf(scalars), () -> mapOf(keys, scalars));
        Arbitrary<Object> expectation = Arbitraries.of(ExpectationKind.values()).flatMap(kind -> Arbitraries.oneOf(
                Arbitraries.just(new Load(LoadSettings.builder().build()).loadFromString(kind.example())), values).map(
                value -> {
            Map<String, Object> item = new LinkedHashMap<>();
            item.put(kind.keyword(), value);
            return item;
        }));
        Arbitrary<Object> expectations = Arbitraries.oneOf(expectation, expectation, expectation, expectation, values);
        return expectations.list().ofMinSize(1).ofMaxSize(2).flatMap(items -> keys.flatMap(key -> values.map(value -> {
            Map<String, Object> suite = new LinkedHashMap<>();
            suite.put("initlab", 1);
            suite.put("expect", new ArrayList<>(items));
            if (items.size() == 1) {
                suite.put(key, value);
            }
            return suite;
        })));
    }

    private static Arbitrary<Object> listOf(Arbitrary<Object> of) {
        return of.list().ofMaxSize(2).map(list -> list);
    }

    private static Arbitrary<Object> mapOf(Arbitrary<String> keys, Arbitrary<Object> values) {
        return Arbitraries.maps(keys, values).ofMaxSize(2).map(LinkedHashMap::new);
    }
}
