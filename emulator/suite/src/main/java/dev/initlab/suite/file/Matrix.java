package dev.initlab.suite.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.machine.Architecture;
import dev.initlab.suite.BootPlan;
import dev.initlab.suite.yaml.Fields;
import dev.initlab.suite.yaml.Placed;
import dev.initlab.suite.yaml.Position;
import dev.initlab.suite.yaml.Source;

/** The boots a suite file asks for: one, or one for every combination of its matrix. */
final class Matrix {
    private static final String ARCH_IN_NAME = "${arch}";
    private static final int MIB_SHIFT = 20;
    private static final double NANOS = 1e9;

    private final Fields.Values values;
    private final Source source;
    private final Optional<Fields.Values> matrix;

    Matrix(Fields.Values values, Source source) {
        this.values = values;
        this.source = source;
        this.matrix = values.get(SuiteShape.MATRIX);
    }

    List<MatrixCell> cells() {
        List<Placed<Architecture>> architectures = axis(SuiteShape.MATRIX_ARCH, SuiteShape.ARCH,
                Architecture.X86_64);
        List<Optional<Placed<String>>> images = images();
        List<Placed<String>> appends = matrix.flatMap(m -> m.get(SuiteShape.MATRIX_APPEND)).orElse(List.of(
                new Placed<>("", values.at())));
        List<MatrixCell> cells = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Placed<Architecture> architecture : architectures) {
            for (Optional<Placed<String>> image : images) {
                for (Placed<String> append : appends) {
                    MatrixCell cell = cell(architecture, image, append);
                    cells.add(cell);
                    if (!names.add(cell.name())) {
                        source.mistake(values.placed(SuiteShape.MATRIX).map(Placed::at).orElse(values.at()),
                                "the matrix has the boot '%s' twice".formatted(cell.name()));
                    }
                }
            }
        }
        return cells;
    }

    private <T> List<Placed<T>> axis(Fields.Field<List<Placed<T>>> many, Fields.Field<Placed<T>> one, T usual) {
        Optional<List<Placed<T>>> variants = matrix.flatMap(m -> m.get(many));
        Optional<Placed<T>> single = values.get(one);
        if (variants.isPresent() && single.isPresent()) {
            source.mistake(values.placed(one).map(Placed::at).orElse(values.at()),
                    "'%s' stands in the matrix, too; one of them is expected".formatted(one.name()));
        }
        return variants.orElseGet(() -> List.of(single.orElse(new Placed<>(usual, values.at()))));
    }

    private List<Optional<Placed<String>>> images() {
        boolean none = values.get(SuiteShape.IMAGE).isEmpty()
                && matrix.flatMap(m -> m.get(SuiteShape.MATRIX_IMAGE)).isEmpty();
        return none ? List.of(Optional.empty())
                : axis(SuiteShape.MATRIX_IMAGE, SuiteShape.IMAGE, "").stream().map(Optional::of).toList();
    }

    private MatrixCell cell(Placed<Architecture> architecture, Optional<Placed<String>> image,
            Placed<String> append) {
        Function<String, Path> file = name -> source.folder().resolve(
                name.replace(ARCH_IN_NAME, architecture.value().arch())).normalize();
        List<Placed<Path>> initrds = values.get(SuiteShape.INITRD).orElse(List.of()).stream()
                .map(p -> p.<Path>map(file)).toList();
        List<Placed<HostModule>> modules = values.get(SuiteShape.INSMOD).orElse(List.of()).stream()
                .map(p -> p.map(text -> module(text, file))).toList();
        String line = (values.get(SuiteShape.APPEND).orElse("") + " " + append.value()).strip();
        Optional<Fields.Values> budget = values.get(SuiteShape.BUDGET);
        BootPlan plan = new BootPlan(architecture.value(), image.map(i -> file.apply(i.value())), line,
                initrds.stream().map(Placed::value).toList(), modules.stream().map(Placed::value).toList(),
                values.get(SuiteShape.MEMORY).map(mib -> mib << MIB_SHIFT).orElse(BootConfig.DEFAULT_MEMORY),
                budget.flatMap(b -> b.get(SuiteShape.SECONDS)).map(s -> Duration.ofNanos((long) (s * NANOS)))
                        .orElse(BootPlan.DEFAULT_TIMEOUT),
                budget.flatMap(b -> b.get(SuiteShape.WORK)).map(OptionalLong::of).orElse(OptionalLong.empty()));
        return new MatrixCell(name(architecture.value(), image, append.value()), plan,
                image.map(Placed::at).orElse(architecture.at()), initrds, modules);
    }

    private static HostModule module(String text, Function<String, Path> file) {
        String[] words = text.strip().split("\\s+", 2);
        return new HostModule(file.apply(words[0]), words.length == 1 ? "" : words[1]);
    }

    private String name(Architecture architecture, Optional<Placed<String>> image, String append) {
        StringBuilder name = new StringBuilder(architecture.arch());
        if (matrix.flatMap(m -> m.get(SuiteShape.MATRIX_IMAGE)).isPresent()) {
            image.ifPresent(i -> name.append(", ").append(i.value().replace(ARCH_IN_NAME, architecture.arch())));
        }
        if (matrix.flatMap(m -> m.get(SuiteShape.MATRIX_APPEND)).isPresent()) {
            name.append(", append '").append(append).append('\'');
        }
        return name.toString();
    }
}
