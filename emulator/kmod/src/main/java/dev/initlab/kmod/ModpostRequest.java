package dev.initlab.kmod;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What modpost is to look at.
 *
 * @param objects         the compiled modules, ET_REL, each {@code path/name.o}; messages name them so
 * @param vmlinux         the kernel the modules are for: linked, or {@code vmlinux.o}, whose section
 *                        mismatches are then reported as well
 * @param symvers         Module.symvers files of the kernel or of other modules
 * @param base            the directory that Module.symvers names the modules from; an object that does not
 *                        lie under it, or any without a base, is named by its path as given
 * @param inTree          whether the modules get {@code intree=Y}
 * @param warnUnresolved  whether an undefined symbol is a warning only (modpost -w)
 * @param failOnMismatch  whether a section mismatch is an error (modpost without -E is a warning)
 */
public record ModpostRequest(List<Path> objects, Optional<Path> vmlinux, List<Path> symvers,
        Optional<Path> base, boolean inTree, boolean warnUnresolved, boolean failOnMismatch) {

    public ModpostRequest {
        objects = List.copyOf(objects);
        symvers = List.copyOf(symvers);
    }
}
