package dev.initlab.kernel.fs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.kernel.errno.ErrnoException;

/** Which driver serves which character device ({@code fs/char_dev.c}). */
public final class CharDevices {
    private static final int DYNAMIC_FIRST = 254;
    private static final int DYNAMIC_LAST = 234;

    private final List<Region> regions = new ArrayList<>();
    private Predicate<DeviceNumber> request = number -> false;
    private CharDeviceDriver others = file -> {
        throw new ErrnoException(Errno.ENXIO);
    };

    /** Numbers that belong to one driver. */
    public record Region(DeviceNumber first, int count, String name, CharDeviceDriver driver) {
        boolean holds(DeviceNumber number) {
            return number.major() == first.major() && number.minor() >= first.minor()
                    && number.minor() - first.minor() < count;
        }

        boolean overlaps(DeviceNumber other, int otherCount) {
            return other.major() == first.major() && other.minor() < (long) first.minor() + count
                    && first.minor() < (long) other.minor() + otherCount;
        }
    }

    /** Registers a range; {@code EBUSY} if some of it is taken. */
    public Region register(DeviceNumber first, int count, String name, CharDeviceDriver driver) {
        if (regions.stream().anyMatch(region -> region.overlaps(first, count))) {
            throw new ErrnoException(Errno.EBUSY);
        }
        Region region = new Region(first, count, name, driver);
        regions.add(region);
        return region;
    }

    /** Registers under a free major number, highest first; {@code EBUSY} if none is free. */
    public Region registerDynamic(int firstMinor, int count, String name, CharDeviceDriver driver) {
        for (int major = DYNAMIC_FIRST; major >= DYNAMIC_LAST; major--) {
            int candidate = major;
            if (regions.stream().noneMatch(region -> region.first().major() == candidate)) {
                return register(new DeviceNumber(major, firstMinor), count, name, driver);
            }
        }
        throw new ErrnoException(Errno.EBUSY);
    }

    /** Takes a range back; files that are open stay open. */
    public void unregister(Region region) {
        regions.removeIf(known -> known == region);
    }

    /** All ranges, by number: what {@code /proc/devices} lists. */
    public List<Region> regions() {
        return regions.stream()
                .sorted(Comparator.comparingInt((Region r) -> r.first().major())
                        .thenComparingInt(r -> r.first().minor()))
                .toList();
    }

    /**
     * Asks for a module that serves a number when an {@code open} finds no driver
     * ({@code request_module("char-major-%d-%d")}); true to look again.
     */
    public void onMissing(Predicate<DeviceNumber> requestModule) {
        request = requestModule;
    }

    /** Has devices that nobody has registered opened by a driver that knows more. */
    public void otherwise(CharDeviceDriver driver) {
        others = driver;
    }

    FileOperations open(OpenFile file) {
        DeviceNumber number = file.inode().represents();
        Optional<Region> found = find(number);
        if (found.isEmpty() && request.test(number)) {
            found = find(number);
        }
        return found.map(Region::driver).orElse(others).open(file);
    }

    private Optional<Region> find(DeviceNumber number) {
        return regions.stream().filter(region -> region.holds(number)).findFirst();
    }
}
