package dev.initlab.unicorn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** All public functions of libunicorn 2.1's header are bound, and called. */
class ApiTest {
    private static List<String> functions() {
        try (var list = ApiTest.class.getResourceAsStream("/api-2.1.txt")) {
            return new String(list.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    @Test
    void theLibraryHasThemAll() {
        assertThat(functions()).hasSize(42)
            .allSatisfy(name -> assertThat(UnicornLibrary.load().symbol(name).address()).isNotZero());
    }

    @Test
    void eachIsCalled() throws Exception {
        assertThat(called()).containsExactlyInAnyOrderElementsOf(functions());
    }

    /** The bindings are loaded a second time, with the call log on. */
    private static Set<String> called() throws Exception {
        URL[] classes = {Engine.class.getProtectionDomain().getCodeSource().getLocation(),
            ApiWalk.class.getProtectionDomain().getCodeSource().getLocation()};
        System.setProperty(CallLog.PROPERTY, "true");
        try (URLClassLoader loader = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Object walk = loader.loadClass(ApiWalk.class.getName()).getConstructor().newInstance();
            @SuppressWarnings("unchecked")
            Set<String> called = ((Callable<Set<String>>) walk).call();
            return called;
        } finally {
            System.clearProperty(CallLog.PROPERTY);
        }
    }
}
