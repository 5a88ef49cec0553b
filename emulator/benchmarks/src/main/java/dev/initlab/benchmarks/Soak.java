package dev.initlab.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import dev.initlab.kernel.BootConfig;
import dev.initlab.kernel.Kernel;

/** Whether many boots in one JVM leave anything behind: resident memory, threads and open files. */
public final class Soak {
    private static final int EARLY = 200;
    private static final int BOOTS = 2000;

    private Soak() {
    }

    private record Use(long kilobytes, long threads, long files) {
        static Use now() throws IOException {
            System.gc();
            try (Stream<String> status = Files.lines(Path.of("/proc/self/status"));
                    Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                long[] found = new long[2];
                status.forEach(line -> {
                    String[] words = line.split("\\s+");
                    if (words[0].equals("VmRSS:")) {
                        found[0] = Long.parseLong(words[1]);
                    } else if (words[0].equals("Threads:")) {
                        found[1] = Long.parseLong(words[1]);
                    }
                });
                return new Use(found[0], found[1], open.count());
            }
        }
    }

    /** The architecture. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        BootConfig config = new Images(arguments[0]).config();
        Use early = Use.now();
        for (int i = 1; i <= BOOTS; i++) {
            Kernel.boot(config);
            if (i == EARLY) {
                early = Use.now();
            }
        }
        Use late = Use.now();
        System.out.printf("after %d boots: %s%nafter %d boots: %s%nresident memory: %.3f times%n", EARLY, early, BOOTS,
                late, (double) late.kilobytes() / early.kilobytes());
    }
}
