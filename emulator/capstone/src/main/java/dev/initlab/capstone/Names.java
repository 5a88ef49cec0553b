package dev.initlab.capstone;

import java.util.Locale;
import java.util.Optional;

/** The library's names of the numbers of one architecture. */
record Names(NativeApi api, long handle, Arch arch) {

    Optional<String> register(int number) {
        return Hazards.mayNameRegister(arch, number) ? api.regName(handle, number) : Optional.empty();
    }

    Optional<String> instruction(int number) {
        return Hazards.mayNameInstruction(arch, number) ? api.insnName(handle, number) : Optional.empty();
    }

    Optional<String> group(int number) {
        return number > 0 ? api.groupName(handle, number) : Optional.empty();
    }

    NamedRegister namedRegister(int number) {
        return new NamedRegister(number,
            register(number).map(name -> name.toUpperCase(Locale.ROOT)).orElse("R#" + number));
    }

    NamedGroup namedGroup(int number) {
        return new NamedGroup(number,
            group(number).map(name -> name.toUpperCase(Locale.ROOT)).orElse("G#" + number));
    }
}
