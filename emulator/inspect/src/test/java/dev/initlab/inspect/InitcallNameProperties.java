package dev.initlab.inspect;

import java.util.Optional;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** A symbol that Linux's macros paste together is taken apart the way it was made. */
class InitcallNameProperties {
    @Property
    void newNames(@ForAll("names") String object, @ForAll("names") String function, @ForAll("ids") String id,
            @ForAll short counter, @ForAll short line) {
        String symbol = "__initcall__kmod_%s__%d_%d_%s%s".formatted(object, counter & 0x7fff, line & 0x7fff,
                function, id);
        assertThat(InitcallName.parse(symbol)).contains(new InitcallName(Optional.of(object), function, id));
    }

    @Property
    void oldNames(@ForAll("names") String function, @ForAll("ids") String id) {
        assertThat(InitcallName.parse("__initcall_" + function + id))
                .contains(new InitcallName(Optional.empty(), function, id));
    }

    @Property
    void otherSymbolsAreNone(@ForAll("names") String name) {
        assertThat(InitcallName.parse(name)).isEmpty();
    }

    @Example
    void theBoundsOfTheTablesAreNone() {
        for (InitcallLevel level : InitcallLevel.values()) {
            assertThat(InitcallName.parse(level.startSymbol())).isEmpty();
            assertThat(InitcallName.parse(level.endSymbol())).isEmpty();
        }
    }

    @Example
    void functionsWhoseNamesEndLikeIds() {
        assertThat(InitcallName.parse("__initcall__kmod_8250__1_2_init_early6")).get()
                .extracting(InitcallName::function, InitcallName::id).containsExactly("init_early", "6");
        assertThat(InitcallName.parse("__initcall__kmod_x__1_2_init_c7s6s")).get()
                .extracting(InitcallName::function, InitcallName::id).containsExactly("init_c7s", "6s");
        assertThat(InitcallName.parse("__initcall_icon7")).get()
                .extracting(InitcallName::function, InitcallName::id).containsExactly("icon", "7");
    }

    /** C names; without the double underscore that new names are put together with. */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("abcdeflnorsty_").numeric().ofMinLength(1).ofMaxLength(12)
                .filter(name -> name.matches("[a-z][a-z0-9_]*") && !name.contains("__")
                        && !name.endsWith("_"));
    }

    @Provide
    Arbitrary<String> ids() {
        return Arbitraries.of("early", "0", "1", "1s", "2", "2s", "3", "3s", "4", "4s", "5", "5s", "rootfs",
                "6", "6s", "7", "7s", "con", "sec");
    }
}
