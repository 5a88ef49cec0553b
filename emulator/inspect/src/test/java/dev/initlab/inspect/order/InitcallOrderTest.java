package dev.initlab.inspect.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.initlab.inspect.EntryKind;
import dev.initlab.inspect.InitcallEntry;
import dev.initlab.inspect.InitcallLevel;
import dev.initlab.inspect.InitcallTables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The text of a golden order. */
class InitcallOrderTest {
    private static final String TEXT = """
            # initlab initcall order 1
            # level function object
            console serial8250_console_init 8250
            fs init_ramfs_fs ramfs
            fs_sync chrdev_report devices
            rootfs rootfs_check do_mounts
            device ? -
            """;

    @Test
    void anImageAtRest() {
        InitcallTables tables = new InitcallTables(EntryKind.PREL32, Map.of(InitcallLevel.FS, List.of(
                entry(InitcallLevel.FS, "init_ramfs_fs", "ramfs", "5"),
                entry(InitcallLevel.FS, "chrdev_report", "devices", "5s"),
                entry(InitcallLevel.FS, "rootfs_check", "do_mounts", "rootfs"),
                entry(InitcallLevel.FS, "0xffffffff8100f000", "odd", "7s"))));
        assertThat(InitcallOrder.of(tables).text()).isEqualTo("""
                # initlab initcall order 1
                # level function object
                fs init_ramfs_fs ramfs
                fs_sync chrdev_report devices
                rootfs rootfs_check do_mounts
                fs ? odd
                """);
    }

    @Test
    void isReadAsItIsWritten() {
        InitcallOrder order = InitcallOrder.parse("golden", TEXT);
        assertThat(order.entries()).hasSize(5).element(3).isEqualTo(
                new OrderEntry(OrderLevel.ROOTFS, "rootfs_check", Optional.of("do_mounts"), Optional.empty()));
        assertThat(order.text()).isEqualTo(TEXT);
    }

    @Test
    void resultsAreAColumnOfABoot() {
        String text = """
                # initlab initcall order 1
                # level function object result
                device a_init a 0
                device b_init b -19
                device c_init c
                late d_init d skipped
                late e_init e unfinished
                """;
        assertThat(InitcallOrder.parse("golden", text).text()).isEqualTo(text);
    }

    @Test
    void blankLinesCommentsAndAlignmentDoNotMatter() {
        assertThat(InitcallOrder.parse("golden", TEXT.replace("fs init", "\n# why\r\n  fs   \t init")).text())
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', textBlock = """
            "", "golden:1: is no golden order: it would begin with '# initlab initcall order 1'"
            "device a b", "golden:1: is no golden order: "
            "# initlab initcall order 2", "golden:1: is a golden order of version 2; "
            "# initlab initcall order 1|device a", "golden:2: has 2 words; an initcall is 'level function object'"
            "# initlab initcall order 1||device a b 0 0", "golden:3: has 5 words; "
            "# initlab initcall order 1|devices a b", "golden:2: 'devices' is no level; one of console, security, "
            "# initlab initcall order 1|device a b ok", "golden:2: 'ok' is no result; a number, 'skipped' or "
            """)
    void aMistakeIsOneLineThatNamesItsPlace(String text, String message) {
        assertThatThrownBy(() -> InitcallOrder.parse("golden", text.replace('|', '\n')))
                .isInstanceOf(OrderFileException.class).hasMessageContaining(message)
                .hasMessageNotContaining("\n");
    }

    private static InitcallEntry entry(InitcallLevel level, String function, String object, String id) {
        return new InitcallEntry(level, 0, 0, 0, function, Optional.of(object), id);
    }
}
