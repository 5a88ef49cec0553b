package dev.initlab.suite.junit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import dev.initlab.kernel.BootResult;
import dev.initlab.kernel.InputException;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.machine.Architecture;
import dev.initlab.suite.BootFiles;
import dev.initlab.suite.BootPlan;
import dev.initlab.suite.BootStory;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** Boots what a {@link BootTest} says, and gives it to the test. */
final class BootExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(BootExtension.class);
    private static final long MIB = 1 << 20;

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == BootStory.class || type == BootResult.class || type == LiveBoot.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        try {
            BootFiles files = context.getRoot().getStore(NAMESPACE)
                    .getOrComputeIfAbsent(BootFiles.class, _ -> new BootFiles(), BootFiles.class);
            BootPlan plan = plan(bootTest(context), files);
            if (type == LiveBoot.class) {
                LiveBoot live = LiveBoot.start(plan.image(files), plan.config(files));
                context.getStore(NAMESPACE).put(live, (AutoCloseable) live::close); // closed when the test is over
                return live;
            }
            BootStory story = finished(plan, files, context);
            return type == BootResult.class ? story.result() : story;
        } catch (InputException e) {
            throw new ParameterResolutionException("@BootTest: " + e.getMessage());
        }
    }

    private static BootTest bootTest(ExtensionContext context) {
        return context.getTestMethod().flatMap(m -> AnnotationSupport.findAnnotation(m, BootTest.class))
                .or(() -> context.getTestClass().flatMap(c -> onClass(c)))
                .orElseThrow(() -> new ParameterResolutionException("neither the test nor its class has @BootTest"));
    }

    private static Optional<BootTest> onClass(Class<?> testClass) {
        Optional<BootTest> found = AnnotationSupport.findAnnotation(testClass, BootTest.class);
        Class<?> outer = testClass.getEnclosingClass();
        return found.isPresent() || outer == null ? found : onClass(outer);
    }

    /** Done once for all tests of a class; several may ask at a time. */
    private static BootStory finished(BootPlan plan, BootFiles files, ExtensionContext context) {
        ExtensionContext shared = context.getTestClass().isPresent() ? ofClass(context) : context;
        return shared.getStore(NAMESPACE).getOrComputeIfAbsent(plan, p -> {
            try {
                return p.boot(files);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ParameterResolutionException("interrupted while the guest booted", e);
            }
        }, BootStory.class);
    }

    private static ExtensionContext ofClass(ExtensionContext context) {
        return context.getTestMethod().isPresent() ? context.getParent().orElse(context) : context;
    }

    private static BootPlan plan(BootTest test, BootFiles files) {
        Optional<Path> image = test.image().isEmpty() ? Optional.empty() : Optional.of(Path.of(test.image()));
        Architecture architecture = architecture(test, image, files);
        List<HostModule> modules = Arrays.stream(test.insmod()).map(m -> HostModule.parse("insmod", m)).toList();
        require(test.memory() > 0, "memory", test.memory());
        require(test.timeout() > 0, "timeout", test.timeout());
        require(test.maxWork() >= 0, "maxWork", test.maxWork());
        return new BootPlan(architecture, image, test.append(), Arrays.stream(test.initrd()).map(Path::of).toList(),
                modules, test.memory() * MIB, Duration.ofSeconds(test.timeout()),
                test.maxWork() == 0 ? OptionalLong.empty() : OptionalLong.of(test.maxWork()));
    }

    private static Architecture architecture(BootTest test, Optional<Path> image, BootFiles files) {
        if (test.arch().isEmpty()) {
            return image.map(file -> files.image(file).kernel().architecture()).orElse(Architecture.X86_64);
        }
        return Arrays.stream(Architecture.values()).filter(a -> a.arch().equals(test.arch())).findFirst()
                .orElseThrow(() -> new InputException("arch", "'" + test.arch() + "' is none of "
                        + String.join(", ", Arrays.stream(Architecture.values()).map(Architecture::arch).toList())));
    }

    private static void require(boolean positive, String what, long value) {
        if (!positive) {
            throw new InputException(what, value + " is too small");
        }
    }
}
