package dev.initlab.suite.file;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.InputFiles;
import dev.initlab.machine.Architecture;
import dev.initlab.suite.BootFiles;
import dev.initlab.suite.expect.Expectation;
import dev.initlab.suite.expect.ExpectationKind;
import dev.initlab.suite.file.Suite.Cell;
import dev.initlab.suite.file.Suite.Check;
import dev.initlab.suite.yaml.Fields;
import dev.initlab.suite.yaml.Fields.Field;
import dev.initlab.suite.yaml.Mistake;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Position;
import dev.initlab.suite.yaml.Source;
import dev.initlab.suite.yaml.YamlFile;

/** Reads suite files, and finds all of their mistakes before anything boots. */
public final class SuiteReader {
    private final BootFiles files;

    /** A reader that checks the files a suite names, too. */
    public SuiteReader(BootFiles files) {
        this.files = files;
    }

    /** What became of a file. */
    public sealed interface Result {
        /** It can be run. */
        record Good(Suite suite) implements Result {
        }

        /** It cannot. */
        record Bad(Path file, List<Mistake> mistakes) implements Result {
            public Bad {
                mistakes = List.copyOf(mistakes);
            }
        }
    }

    /** Reads a file; one that is not there is a mistake as well. */
    public Result read(Path file) {
        try {
            return read(file, InputFiles.read(file));
        } catch (InputException e) {
            return new Result.Bad(file, List.of(new Mistake(file, Position.START, Mistake.Kind.SYNTAX,
                    reason(e, file))));
        }
    }

    /** Reads what is in a file. */
    Result read(Path file, byte[] bytes) {
        Source source = new Source(file);
        Optional<Suite> suite = YamlFile.read(bytes, SuiteShape.FILE_FIELDS, source)
                .map(values -> suite(values, source));
        return suite.isPresent() && source.mistakes().isEmpty() ? new Result.Good(suite.get())
                : new Result.Bad(file, source.mistakes());
    }

    private Suite suite(Fields.Values values, Source source) {
        List<Placed<Check>> checks = new ArrayList<>();
        Map<Integer, List<Architecture>> only = checks(values, checks);
        Position expect = values.placed(SuiteShape.EXPECT).map(Placed::at).orElse(values.at());
        List<Cell> cells = new ArrayList<>();
        for (MatrixCell cell : new Matrix(values, source).cells()) {
            List<Check> own = new ArrayList<>(checks.stream().map(Placed::value).filter(c -> {
                List<Architecture> wanted = only.getOrDefault(c.number(), List.of());
                return wanted.isEmpty() || wanted.contains(cell.plan().architecture());
            }).toList());
            if (own.stream().noneMatch(c -> c.kind() == ExpectationKind.EXIT)) {
                Expectation inOrder = ExpectationKind.endsInOrder();
                own.add(new Check(0, ExpectationKind.EXIT, expect, inOrder.title(), inOrder));
            }
            cell.findFiles(files, source);
            cells.add(new Cell(cell.name(), cell.plan(), cell.at(), own));
        }
        String name = String.valueOf(source.file().getFileName());
        return new Suite(source.file(), values.get(SuiteShape.NAME).orElse(
                name.endsWith(Suite.SUFFIX) ? name.substring(0, name.length() - Suite.SUFFIX.length()) : name), cells);
    }

    private static Map<Integer, List<Architecture>> checks(Fields.Values values, List<Placed<Check>> checks) {
        Map<Integer, List<Architecture>> only = new HashMap<>();
        for (Fields.Values item : values.get(SuiteShape.EXPECT).orElse(List.of())) {
            List<Architecture> architectures = item.get(SuiteShape.CHECK_ARCH).orElse(List.of()).stream()
                    .map(Placed::value).toList();
            for (Map.Entry<ExpectationKind, Field<List<Placed<Expectation>>>> kind : SuiteShape.KINDS.entrySet()) {
                List<Placed<Expectation>> expectations = item.get(kind.getValue()).orElse(List.of());
                for (Placed<Expectation> expectation : expectations) {
                    int number = checks.size() + 1;
                    String title = item.get(SuiteShape.CHECK_NAME).map(name -> expectations.size() == 1 ? name
                            : name + ": " + expectation.value().title()).orElseGet(() -> expectation.value().title());
                    checks.add(expectation.map(e -> new Check(number, kind.getKey(), expectation.at(), title, e)));
                    only.put(number, architectures);
                }
            }
        }
        return only;
    }

    /** The reason without the file's name, which stands before it anyway. */
    static String reason(InputException e, Path file) {
        String message = String.valueOf(e.getMessage());
        return message.startsWith(file + ": ") ? message.substring(file.toString().length() + 2) : message;
    }
}
