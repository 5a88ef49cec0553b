package dev.initlab.kernel.fs;

/** A descriptor that is a place and nothing else ({@code O_PATH}). */
enum PathOnly implements FileOperations {
    INSTANCE
}
