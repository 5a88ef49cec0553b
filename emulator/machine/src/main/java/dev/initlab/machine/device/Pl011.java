package dev.initlab.machine.device;

/**
 * The Arm PL011 UART, polled.
 *
 * <p>Sending takes no time: the flag register never says full or busy. Registers as in the PrimeCell
 * UART (PL011) reference manual, section 3.2, with the identification registers of section 3.3.
 */
public final class Pl011 implements MmioDevice {
    /** Where the machine has it. */
    public static final long BASE = 0x0900_0000L;

    private static final int DR = 0x000;
    private static final int FR = 0x018;
    private static final int ID_FIRST = 0xfe0;

    private static final int FR_RECEIVE_EMPTY = 0x10;
    private static final int FR_TRANSMIT_EMPTY = 0x80;
    private static final int[] ID = {0x11, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};

    private final SerialLine line;
    private final int[] registers = new int[ID_FIRST / 4];

    public Pl011(SerialLine line) {
        this.line = line;
    }

    @Override
    public long base() {
        return BASE;
    }

    @Override
    public long size() {
        return 0x1000;
    }

    @Override
    public long read(long offset, int size) {
        int at = (int) offset & ~3;
        if (at >= ID_FIRST) {
            return ID[(at - ID_FIRST) / 4];
        }
        return switch (at) {
            case DR -> line.receive();
            case FR -> FR_TRANSMIT_EMPTY | (line.hasTyped() ? 0 : FR_RECEIVE_EMPTY);
            default -> Integer.toUnsignedLong(registers[at / 4]);
        };
    }

    @Override
    public void write(long offset, int size, long value) {
        int at = (int) offset & ~3;
        if (at == DR) {
            line.send((int) value & 0xff);
        } else if (at < ID_FIRST) {
            registers[at / 4] = (int) value;
        }
    }
}
