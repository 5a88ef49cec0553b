package dev.initlab.suite;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

import dev.initlab.kernel.host.DefaultImage;
import dev.initlab.kernel.host.HostModule;
import dev.initlab.machine.Architecture;

/** Boots that tests ask about, each done once. */
public final class Stories {
    public static final BootFiles FILES = new BootFiles();
    private static final Map<BootPlan, BootStory> DONE = new ConcurrentHashMap<>();

    private Stories() {
    }

    /** The default image for x86-64, with a command line and modules of the default image. */
    public static BootStory of(String append, String... modules) {
        List<HostModule> hostModules = Arrays.stream(modules).map(m -> HostModule.parse("test",
                DefaultImage.folder(Architecture.X86_64).resolve("modules").resolve(m).toString())).toList();
        return of(new BootPlan(Architecture.X86_64, Optional.empty(), append, List.of(), hostModules, 64L << 20,
                Duration.ofSeconds(60), OptionalLong.empty()));
    }

    public static BootStory of(BootPlan plan) {
        return DONE.computeIfAbsent(plan, p -> {
            try {
                return p.boot(FILES);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
