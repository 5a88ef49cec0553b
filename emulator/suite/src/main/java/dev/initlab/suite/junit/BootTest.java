package dev.initlab.suite.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of a boot.
 *
 * <p>On a method it makes a test of it; on a class it says what the tests in it boot that do not say it
 * themselves. What a test wants of the boot is its parameter: a {@link dev.initlab.suite.BootStory}, a
 * {@link dev.initlab.kernel.BootResult} or a {@link LiveBoot}. Finished boots are shared by all tests of a class
 * that ask for the same one; a live boot is the test's own, waits before its first event, and is stopped at its
 * end.
 *
 * <p>Files are relative to the folder the tests run in, which Maven and Gradle make the project's.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Test
@ExtendWith(BootExtension.class)
public @interface BootTest {
    /** The vmlinux; without it the default image of the architecture and its initramfs. */
    String image() default "";

    /** {@code x86_64}, {@code arm64} or {@code arm}; without it the image's, and x86_64 for the default image. */
    String arch() default "";

    /** The kernel's command line. */
    String append() default "";

    /** Archives to unpack as the root file system. */
    String[] initrd() default {};

    /** Module files with their parameters, {@code hello.ko who=me}, for the guest's insmod. */
    String[] insmod() default {};

    /** The guest's memory in MiB. */
    int memory() default 64;

    /** Seconds of the host's time after which the boot is given up, while it is parked too. */
    int timeout() default 60;

    /** Bytes of guest code after which it is given up; 0 for no limit. */
    long maxWork() default 0;
}
