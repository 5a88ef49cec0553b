package dev.initlab.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/** Who may know whom; the arrows of ARCHITECTURE.md. */
class ArchitectureTest {
    private static final String ROOT = "dev.initlab.";
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.initlab");

    /** Each module, and the others it may know; one that is not here may not be there. */
    private static final Map<String, List<String>> KNOWS = new TreeMap<>(Map.ofEntries(
            Map.entry("unicorn", List.of()),
            Map.entry("capstone", List.of()),
            Map.entry("elf", List.of()),
            Map.entry("trace", List.of()),
            Map.entry("machine", List.of("unicorn")),
            Map.entry("kmod", List.of("elf")),
            Map.entry("inspect", List.of("elf", "kmod")),
            Map.entry("kernel", List.of("machine", "elf", "kmod", "inspect", "trace")),
            Map.entry("suite", List.of("machine", "elf", "inspect", "kernel", "trace")),
            Map.entry("debug", List.of("capstone", "machine", "elf", "inspect", "trace", "kernel")),
            Map.entry("cli", List.of("unicorn", "capstone", "elf", "trace", "machine", "kmod", "inspect", "kernel",
                    "suite", "debug"))));

    static List<String> modules() {
        return List.copyOf(KNOWS.keySet());
    }

    @Test
    void everyModuleIsNamedHere() {
        assertThat(ALL.stream().map(ArchitectureTest::module).distinct().sorted().toList())
                .isEqualTo(modules());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void knowsNobodyElse(String module) {
        List<String> allowed = new ArrayList<>(KNOWS.get(module));
        allowed.add(module);
        DescribedPredicate<JavaClass> strangers = resideInAPackage("dev.initlab..").and(DescribedPredicate.not(
                resideInAnyPackage(allowed.stream().map(m -> ROOT + m + "..").toArray(String[]::new))));
        check(noClasses().that().resideInAPackage(ROOT + module + "..").should().dependOnClassesThat(strangers)
                .as(module + " knows " + KNOWS.get(module) + " and no other module"));
    }

    @Test
    void onlyTheMachineRunsTheEngine() {
        check(noClasses().that().resideOutsideOfPackages(ROOT + "unicorn..", ROOT + "machine..")
                .should().dependOnClassesThat(resideInAPackage(ROOT + "unicorn..").and(DescribedPredicate.describe(
                        "are more than which library was found",
                        c -> !c.getSimpleName().startsWith("UnicornLibrary") && !c.getSimpleName().equals("Version")
                                && !c.getName().startsWith(ROOT + "unicorn.Finding")))));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void onlyWhoBindsALibraryCallsNativeCode(String module) {
        if (!List.of("unicorn", "capstone", "machine").contains(module)) {
            check(noClasses().that().resideInAPackage(ROOT + module + "..").should().dependOnClassesThat()
                    .haveFullyQualifiedName("java.lang.foreign.Linker"));
        }
    }

    /** Devices stand at the bottom: no cycle of packages can lead through them. */
    @Test
    void devicesKnowNobody() {
        check(classes().that().resideInAPackage(ROOT + "machine.device..").should().onlyDependOnClassesThat(
                resideInAnyPackage(ROOT + "machine.device..", "java..", "org.jspecify..")));
    }

    @Test
    void librariesLogThroughSlf4jOnly() {
        check(noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging.."));
        check(noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should().accessFieldWhere(
                DescribedPredicate.describe("the target is a stream of System", (JavaAccess<?> a) ->
                        a.getTargetOwner().isEquivalentTo(System.class)
                                && a.getTarget().getName().matches("out|err|in"))));
        check(noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should()
                .callMethod(Throwable.class, "printStackTrace"));
        check(noClasses().that().resideOutsideOfPackage(ROOT + "cli..").should().callMethod(System.class, "exit",
                int.class));
    }

    /** Whatever the guest or an event can see must not depend on the host's clock, chance or zone. */
    @Test
    void theKernelHasNoClockAndNoChance() {
        check(noClasses().that().resideInAnyPackage(ROOT + "kernel..", ROOT + "machine..", ROOT + "trace..")
                .should().callMethod(System.class, "currentTimeMillis")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.time.Instant")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.security.SecureRandom")
                .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
                .orShould().callMethod(Math.class, "random"));
    }

    private static void check(ArchRule rule) {
        rule.check(ALL);
    }

    private static String module(JavaClass c) {
        String rest = c.getPackageName().substring(ROOT.length());
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }
}
