package dev.initlab.inspect;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the reader makes of tables, good and bad ones. */
class InitcallTablesTest {
    private static final long AT = FakeImage.TABLES;
    private static final long TEXT = FakeImage.TEXT;

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void pointers(int wordSize) {
        FakeImage image = late(new FakeImage(wordSize), 2 * wordSize)
                .pointer(AT, TEXT + 0x10).pointer(AT + wordSize, TEXT + 0x20)
                .symbol("first", TEXT + 0x10).symbol("second", TEXT + 0x20)
                .symbol("__initcall__kmod_mine__0_1_first7", AT)
                .symbol("__initcall__kmod_mine__1_2_second7s", AT + wordSize);
        InitcallTables tables = InitcallTables.read(image);
        assertThat(tables.kind()).isEqualTo(EntryKind.ABSOLUTE);
        assertThat(tables.all()).containsExactly(
                new InitcallEntry(InitcallLevel.LATE, 0, AT, TEXT + 0x10, "first", Optional.of("mine"), "7"),
                new InitcallEntry(InitcallLevel.LATE, 1, AT + wordSize, TEXT + 0x20, "second",
                        Optional.of("mine"), "7s"));
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 8})
    void distancesForwardsAndBackwards(int wordSize) {
        FakeImage image = new FakeImage(wordSize)
                .symbol("__con_initcall_start", AT).symbol("__con_initcall_end", AT + 4).word(AT, TEXT - AT)
                .symbol("__security_initcall_start", 0x2_0000).symbol("__security_initcall_end", 0x2_0004)
                .word(0x2_0000, TEXT + 4 - 0x2_0000);
        InitcallTables tables = InitcallTables.read(image);
        assertThat(tables.kind()).isEqualTo(EntryKind.PREL32);
        assertThat(tables.all()).extracting(InitcallEntry::address).containsExactly(TEXT, TEXT + 4);
        assertThat(tables.all()).extracting(InitcallEntry::id).containsExactly("con", "sec");
    }

    @Test
    void namesAFunctionBehindAStub() {
        FakeImage image = late(new FakeImage(8), 12)
                .word(AT, TEXT - AT).word(AT + 4, TEXT + 8 - AT - 4).word(AT + 8, TEXT + 16 - AT - 8)
                .symbol("__initstub__kmod_lto__0_1_behind_it7", TEXT)
                .symbol("__initcall__kmod_lto__0_1_behind_it7", AT)
                .symbol("checked.cfi_jt", TEXT + 8).symbol("__initcall_checked7", AT + 4);
        assertThat(InitcallTables.read(image).all()).extracting(InitcallEntry::function)
                .containsExactly("behind_it", "checked", "0x8010");
    }

    @Test
    void anImageWithoutInitcalls() {
        assertThat(InitcallTables.read(new FakeImage(8)).all()).isEmpty();
    }

    @Test
    void missingBounds() {
        assertRefused(new FakeImage(8).without("__initcall4_start"), "has no symbol __initcall4_start; ");
        assertRefused(new FakeImage(8).without("__con_initcall_end"), "has no symbol __con_initcall_end; ");
        InitcallTables.read(new FakeImage(8).without("__con_initcall_start").without("__con_initcall_end")
                .without("__security_initcall_start").without("__security_initcall_end"));
    }

    @Test
    void boundsInTheWrongOrder() {
        assertRefused(new FakeImage(8).symbol("__initcall_end", AT - 8),
                "__initcall7_start (0x1000) lies behind __initcall_end (0xff8); the initcall tables are not "
                + "in order");
    }

    @Test
    void boundsThatHoldNoWholeEntries() {
        assertRefused(late(new FakeImage(8), 6).word(AT, TEXT - AT),
                "the initcall table of level late has 0x6 bytes, no whole number of entries");
    }

    @Test
    void absurdBounds() {
        assertRefused(new FakeImage(8).symbol("__initcall_end", -8),
                "the initcall table of level late would have 4611686018427386878 entries, from 0x1000 to "
                + "0xfffffffffffffff8");
    }

    @Test
    void entriesOutsideOfText() {
        assertRefused(late(new FakeImage(8), 8).word(AT, TEXT - AT).word(AT + 4, 4),
                "initcall entry 1 of level late at 0x1004 points to 0x1008, which is no code of the image");
    }

    @Test
    void tablesOutsideOfTheImage() {
        assertRefused(late(new FakeImage(8), 8).word(AT, TEXT - AT),
                "the initcall table of level late is not in the image: there is nothing at 0x1004");
    }

    private static FakeImage late(FakeImage image, long bytes) {
        return image.symbol("__initcall_end", AT + bytes);
    }

    private static void assertRefused(FakeImage image, String reason) {
        assertThatThrownBy(() -> InitcallTables.read(image))
                .isInstanceOfSatisfying(ImageException.class, e -> {
                    assertThat(e.reason()).startsWith(reason);
                    assertThat(e).hasMessage("fake: " + e.reason());
                });
    }
}
