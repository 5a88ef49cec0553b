package dev.initlab.suite.expect;

import java.nio.file.Path;

/**
 * How a golden file would have to change to be what a boot did.
 *
 * @param file       the golden file
 * @param difference what is different, a line each; what is to be shown before it is written
 * @param text       what the file would have to hold
 */
public record GoldenChange(Path file, String difference, String text) {
}
