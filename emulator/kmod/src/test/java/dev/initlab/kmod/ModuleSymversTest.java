package dev.initlab.kmod;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModuleSymversTest {
    private static final String TEXT = """
            0x82164fbb\tmodule_layout\tvmlinux\tEXPORT_SYMBOL\t
            0x0000002a\tcrypto_xor\tcrypto/xor\tEXPORT_SYMBOL_GPL\tCRYPTO_INTERNAL
            """;

    @Test
    void linesAreReadAndWrittenAlike() {
        ModuleSymvers symvers = ModuleSymvers.parse(TEXT, "Module.symvers");

        assertThat(symvers.exports()).containsExactly(
                new Export(0x82164fbb, "module_layout", "vmlinux", false, ""),
                new Export(42, "crypto_xor", "crypto/xor", true, "CRYPTO_INTERNAL"));
        assertThat(symvers.text()).isEqualTo(TEXT);
        assertThat(symvers.exports().get(1).moduleBaseName()).isEqualTo("xor");
        assertThat(ModuleSymvers.parse("", "empty").exports()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0x1 a vmlinux EXPORT_SYMBOL|has 4 fields, not 5",
        "12 a vmlinux EXPORT_SYMBOL -|'12' is no CRC",
        "0x123456789 a vmlinux EXPORT_SYMBOL -|'0x123456789' is no CRC",
        "0x1 a vmlinux EXPORT -|'EXPORT' is no kind of export",
        "0x1  vmlinux EXPORT_SYMBOL -|names no symbol or no module",
    })
    void malformedLineIsNamed(String line, String reason) {
        String text = TEXT + line.replace(' ', '\t') + "\n";

        assertThatThrownBy(() -> ModuleSymvers.parse(text, "Module.symvers"))
                .isInstanceOf(SymversException.class)
                .hasMessage("Module.symvers:3: " + reason);
    }
}
