package dev.initlab.cli.test;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.initlab.cli.JsonText;
import dev.initlab.suite.engine.InitcallSource;
import dev.initlab.suite.expect.ExpectationKind;

/**
 * SARIF 2.1.0: a rule a kind of expectation, a result a failure.
 *
 * <p>A result lies at the line of the suite file; the lines of the initcalls are related locations.
 */
final class Sarif {
    private Sarif() {
    }

    static String of(List<BootReport> boots, String version) {
        List<Map<String, Object>> results = new ArrayList<>();
        for (BootReport boot : boots) {
            boot.problem().ifPresent(p -> results.add(result("boot", boot.title() + ": " + p, boot.file(), 1, 1,
                    List.of())));
            for (BootReport.Test test : boot.tests()) {
                test.failure().ifPresent(f -> results.add(result(f.kind(),
                        "[%s] %s".formatted(boot.name(), f.message()), boot.file(), test.line(), test.column(), f.sources())));
            }
        }
        List<Map<String, Object>> rules = new ArrayList<>();
        for (ExpectationKind kind : ExpectationKind.values()) {
            rules.add(rule(kind.keyword(), kind.about()));
        }
        rules.add(rule("boot", "The boot begins."));
        Map<String, Object> driver = object("name", "initlab");
        driver.put("version", version);
        driver.put("rules", rules);
        Map<String, Object> run = object("tool", object("driver", driver));
        run.put("columnKind", "unicodeCodePoints");
        run.put("results", results);
        Map<String, Object> log = object("$schema",
                "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
        log.put("version", "2.1.0");
        log.put("runs", List.of(run));
        return JsonText.of(log) + "\n";
    }

    private static Map<String, Object> rule(String id, String about) {
        Map<String, Object> rule = object("id", id);
        rule.put("shortDescription", object("text", about));
        return rule;
    }

    private static Map<String, Object> result(String kind, String message, String file, int line, int column,
            List<InitcallSource> sources) {
        Map<String, Object> result = object("ruleId", kind);
        result.put("level", "error");
        result.put("message", object("text", message));
        result.put("locations", List.of(location(file, line, column)));
        if (!sources.isEmpty()) {
            result.put("relatedLocations", sources.stream().map(source -> {
                Map<String, Object> location = location(source.at().file(), source.at().line(), 1);
                location.put("message", object("text", source.initcall()));
                return location;
            }).toList());
        }
        return result;
    }

    private static Map<String, Object> location(String file, int line, int column) {
        Map<String, Object> region = object("startLine", line);
        region.put("startColumn", column);
        Map<String, Object> physical = object("artifactLocation", object("uri", uri(file)));
        physical.put("region", region);
        return object("physicalLocation", physical);
    }

    /** A reference to a file as RFC 3986 has it, relative where the name is. */
    private static String uri(String file) {
        try {
            boolean absolute = file.startsWith("/");
            return new URI(absolute ? "file" : null, absolute ? "" : null, file, null).toASCIIString();
        } catch (URISyntaxException e) {
            return file.replace(' ', '_'); // no name of a file leads here
        }
    }

    private static Map<String, Object> object(String key, Object value) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put(key, value);
        return object;
    }
}
