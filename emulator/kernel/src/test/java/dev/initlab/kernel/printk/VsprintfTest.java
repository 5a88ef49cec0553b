package dev.initlab.kernel.printk;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VsprintfTest {
    private static final Symbolizer SYMBOLS = address -> {
        if (address >= 0x1000_0000L && address < 0x1000_0220L) {
            return Optional.of(new Symbolizer.Symbol("do_one_initcall", address - 0x1000_0000L, 0x220,
                    Optional.empty()));
        }
        if (address >= 0x2000_0000L && address < 0x2000_1000L) {
            return Optional.of(new Symbolizer.Symbol("init_nls_ascii", address - 0x2000_0000L, 0x1000,
                    Optional.of("nls_ascii")));
        }
        return Optional.empty();
    };

    private final FakeGuest guest = new FakeGuest(8);
    private final FakeGuest guest32 = new FakeGuest(4);

    @Test
    void plainTextAndPercent() {
        assertThat(guest.format("hello\n")).isEqualTo("hello\n");
        assertThat(guest.format("100%%, %5%|")).isEqualTo("100%, %|");
        assertThat(guest.format("")).isEmpty();
    }

    @Test
    void integersOfEveryLength() {
        assertThat(guest.format("%d %i %u", -1, 42, -1)).isEqualTo("-1 42 4294967295");
        assertThat(guest.format("%hhd %hhu %hd %hu", 0x1ff, 0x1ff, 0x18000, 0x18000))
                .isEqualTo("-1 255 -32768 32768");
        assertThat(guest.format("%ld %lu %lld %llu %Lx", -2L, -2L, -3L, -3L, -1L))
                .isEqualTo("-2 18446744073709551614 -3 18446744073709551613 ffffffffffffffff");
        assertThat(guest32.format("%ld %lu %zd %zu %tx", -2L, -2L, -2L, -2L, -2L))
                .isEqualTo("-2 4294967294 -2 4294967294 fffffffffffffffe");
        assertThat(guest.format("%x %X %#x %#X %o %#o", 0xbeef, 0xbeef, 0xbeef, 0xbeef, 8, 8))
                .isEqualTo("beef BEEF 0xbeef 0XBEEF 10 010");
        assertThat(guest.format("%lld", Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    }

    @Test
    void flagsWidthAndPrecision() {
        assertThat(guest.format("[%5d][%-5d][%05d][%+d][% d]", 42, 42, -42, 42, 42))
                .isEqualTo("[   42][42   ][-0042][+42][ 42]");
        assertThat(guest.format("[%*d][%*d][%.*d]", 5, 42, -5, 42, 4, 42)).isEqualTo("[   42][42   ][0042]");
        assertThat(guest.format("[%8.3d][%-8.3d]", 7, 7)).isEqualTo("[     007][007     ]");
        assertThat(guest.format("[%#10x][%#010x][%-#10x]", 255, 255, 255))
                .isEqualTo("[      0xff][0x000000ff][0xff      ]");
        assertThat(guest.format("[%3c][%-3c][%c]", (int) 'x', (int) 'x', (int) 'x'))
                .isEqualTo("[  x][x  ][x]");
        assertThat(guest.format("[%6s][%-6s][%.2s][%.*s]", "abc", "abc", "abc", 1, "abc"))
                .isEqualTo("[   abc][abc   ][ab][a]");
        assertThat(guest.format("[%*s]", -1, "")).isEqualTo("[ ]");
    }

    @Test
    void whereTheKernelDiffersFromC() {
        assertThat(guest.format("%#x", 0)).isEqualTo("0x0");
        assertThat(guest.format("%.0d", 0)).isEqualTo("0");
        assertThat(guest.format("%08.3d", 7)).isEqualTo("00000007");
        assertThat(guest.format("%.s|", "abc")).isEqualTo("abc|");
        assertThat(guest.format("%.*s|", -1, "abc")).isEqualTo("|");
        assertThat(guest.format("%#.3o", 8)).isEqualTo("0010");
        assertThat(guest.format("[%#5o][%#5o]", 0, 8)).isEqualTo("[    0][  010]");
    }

    @Test
    void anUnknownConversionEndsTheText() {
        assertThat(guest.format("a %n b", 1)).isEqualTo("a ");
        assertThat(guest.format("a %f b", 1)).isEqualTo("a ");
        assertThat(guest.format("a %")).isEqualTo("a ");
    }

    @Test
    void pointersThatAreNone() {
        assertThat(guest.format("%s", (Object) null)).isEqualTo("(null)");
        assertThat(guest.format("%.3s", (Object) null)).isEqualTo("(nu");
        assertThat(guest.format("%s %s", 1L, -22L)).isEqualTo("(efault) (efault)");
        assertThat(guest.format("%s", 0x7777_0000L)).isEqualTo("(efault)");
        assertThat(guest32.format("%s", 0xffff_ffeaL)).isEqualTo("(efault)");
        assertThat(guest.format("%pV %pM %pU", 0L, 0L, 0L)).isEqualTo("(null) (null) (null)");
    }

    @Test
    void plainPointersAreHidden() {
        assertThat(guest.format("%p", 0xffff_ffff_8100_0000L)).isEqualTo("(____ptrval____)");
        assertThat(guest32.format("%p", 0xc030_0000L)).isEqualTo("(ptrval)");
        assertThat(guest.format("%p", 0L)).isEqualTo("0000000000000000");
        assertThat(guest.format("%p", -22L)).isEqualTo("ffffffffffffffea");
        assertThat(guest32.format("%p", -22L)).isEqualTo("ffffffea");
        assertThat(guest.format("%pK|", 0x1234_5678L)).isEqualTo("(____ptrval____)|");
        var raw = new Vsprintf.Environment(guest, Symbolizer.NONE, PointerStyle.RAW,
                Vsprintf.PointerExtension.NONE);
        assertThat(new String(Vsprintf.format(bytes("%p"), guest.args(0x1234L << 32), raw, 100).text(),
                StandardCharsets.US_ASCII)).isEqualTo("0000123400000000");
    }

    @Test
    void hashedPointersAreStable() {
        PointerStyle style = PointerStyle.hashed(7);
        assertThat(style.shown(0x1000)).isEqualTo(PointerStyle.hashed(7).shown(0x1000));
        assertThat(style.shown(0x1000)).isNotEqualTo(style.shown(0x1001));
        assertThat(style.shown(0x1000).getAsLong()).isBetween(0L, 0xffff_ffffL);
    }

    @Test
    void rawPointers() {
        assertThat(guest.format("%px %px", 0xffff_8000_0801_0000L, 0L))
                .isEqualTo("ffff800008010000 0000000000000000");
        assertThat(guest32.format("0x%px", 0xbf00_0000L)).isEqualTo("0xbf000000");
        assertThat(guest.format("%12px|%-12px|", 0xabcL << 12, 0xabcL << 12))
                .isEqualTo("      abc000|abc000      |");
    }

    @Test
    void symbols() {
        assertThat(guest.format(SYMBOLS, "calling  %pS @ %i", 0x1000_0000L, 1))
                .isEqualTo("calling  do_one_initcall+0x0/0x220 @ 1");
        assertThat(guest.format(SYMBOLS, "%pS", 0x2000_0000L))
                .isEqualTo("init_nls_ascii+0x0/0x1000 [nls_ascii]");
        assertThat(guest.format(SYMBOLS, "%ps %pSR", 0x2000_0010L, 0x1000_0005L))
                .isEqualTo("init_nls_ascii [nls_ascii] do_one_initcall+0x5/0x220");
        assertThat(guest.format(SYMBOLS, "%pB", 0x1000_0220L)).isEqualTo("do_one_initcall+0x220/0x220");
        assertThat(guest.format(SYMBOLS, "%pS %pB", 0x3000_0000L, 0x3000_0000L))
                .isEqualTo("0x30000000 0x30000000");
        assertThat(guest.format(SYMBOLS, "[%-20ps]", 0x1000_0000L)).isEqualTo("[do_one_initcall     ]");
    }

    @Test
    void errorPointers() {
        assertThat(guest.format("%pe %pe %pe", -2L, -517L, -1234L)).isEqualTo("-ENOENT -EPROBE_DEFER -1234");
        assertThat(guest32.format("%pe", -11L)).isEqualTo("-EAGAIN");
        assertThat(guest.format("%pe", 0x5000_0000L)).isEqualTo("(____ptrval____)");
    }

    @Test
    void vaFormat() {
        long inner = guest.placeVaFormat("[%d %s]", 3, "deep");
        assertThat(guest.format("%s: %pV!", "dev", inner)).isEqualTo("dev: [3 deep]!");
    }

    @Test
    void aVaFormatThatHoldsItselfEnds() {
        GuestStrings endless = new GuestStrings() {
            @Override
            public Optional<byte[]> cString(long address, int limit) {
                return Optional.empty();
            }

            @Override
            public Optional<byte[]> bytes(long address, int length) {
                return Optional.empty();
            }

            @Override
            public Optional<VaFormat> vaFormat(long address) {
                return Optional.of(new VaFormat(VsprintfTest.bytes("x%pV"), guest.args(0x5000L)));
            }
        };
        byte[] text = Vsprintf.format("%pV", guest.args(0x5000L), endless, Symbolizer.NONE);
        assertThat(new String(text, StandardCharsets.US_ASCII)).matches("x+");
    }

    @Test
    void addressesAndBuffers() {
        byte[] mac = FakeGuest.bytes(0, 0x11, 0x22, 0xaa, 0xbb, 0xcc);
        assertThat(guest.format("%pM %pMF %pm %pMR %pmR", mac, mac, mac, mac, mac)).isEqualTo(
                "00:11:22:aa:bb:cc 00-11-22-aa-bb-cc 001122aabbcc cc:bb:aa:22:11:00 ccbbaa221100");
        byte[] uuid = FakeGuest.bytes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0xa, 0xb, 0xc, 0xd, 0xe, 0xf);
        assertThat(guest.format("%pU %pUl %pUB", uuid, uuid, uuid)).isEqualTo(
                "00010203-0405-0607-0809-0a0b0c0d0e0f 03020100-0504-0706-0809-0a0b0c0d0e0f "
                        + "00010203-0405-0607-0809-0A0B0C0D0E0F");
        assertThat(guest.format("%3ph %3phC %*phD %3phN %ph", mac, mac, 2, mac, mac, mac))
                .isEqualTo("00 11 22 00:11:22 00-11 001122 00");
        byte[] v4 = FakeGuest.bytes(192, 168, 1, 20);
        assertThat(guest.format("%pI4 %pi4 %pI4h", v4, v4, v4))
                .isEqualTo("192.168.1.20 192.168.001.020 20.1.168.192");
        byte[] v6 = FakeGuest.bytes(0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
        assertThat(guest.format("%pI6 %pi6 %pI6c", v6, v6, v6)).isEqualTo(
                "fe80:0000:0000:0000:0000:0000:0000:0001 fe800000000000000000000000000001 fe80::1");
        byte[] mapped = FakeGuest.bytes(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 1, 2, 3, 4);
        assertThat(guest.format("%pI6c %pI6c", mapped, new byte[16])).isEqualTo("::ffff:1.2.3.4 ::");
        byte[] tie = FakeGuest.bytes(0, 1, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4);
        assertThat(guest.format("%pI6c", tie)).isEqualTo("1::2:0:0:3:4");
        assertThat(guest.format("%pa", FakeGuest.words(8, 0xfed0_0000L))).isEqualTo("0x00000000fed00000");
        assertThat(guest32.format("%pa", FakeGuest.words(4, 0xfed0_0000L))).isEqualTo("0xfed00000");
    }

    @Test
    void bitmaps() {
        byte[] map = FakeGuest.words(8, 0x8000_0000_0000_00ffL, 0x5);
        assertThat(guest.format("%*pb", 67, map)).isEqualTo("5,80000000,000000ff");
        assertThat(guest.format("%*pbl", 67, map)).isEqualTo("0-7,63-64,66");
        assertThat(guest.format("%4pb|%0pbl|", map, map)).isEqualTo("f||");
        assertThat(guest32.format("%36pb", FakeGuest.words(4, 0xf, 0x1))).isEqualTo("1,0000000f");
    }

    @Test
    void lettersBehindAPointerAreSwallowed() {
        assertThat(guest.format("%pxyz9-", 0x1L << 40)).isEqualTo("0000010000000000-");
    }

    @Test
    void anExtensionAddsConversions() {
        var env = new Vsprintf.Environment(guest, Symbolizer.NONE, PointerStyle.UNREADY,
                (suffix, pointer) -> suffix.equals("d2") ? Optional.of(bytes("dir/file")) : Optional.empty());
        assertThat(Vsprintf.format(bytes("[%10pd2]"), guest.args(0x5000L), env, 100).text())
                .isEqualTo(bytes("[  dir/file]"));
    }

    @Test
    void theLengthCountsWhatWasCutOff() {
        var env = new Vsprintf.Environment(guest, Symbolizer.NONE);
        var result = Vsprintf.format(bytes("%100d%s"), guest.args(1, "abc"), env, 10);
        assertThat(result.text()).isEqualTo(bytes("          "));
        assertThat(result.length()).isEqualTo(103);
        var huge = Vsprintf.format(bytes("%8388607d%8388607d"), guest.args(1, 2), env, 10);
        assertThat(huge.length()).isEqualTo(2L * 8388607);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
