package dev.initlab.machine.device;

/**
 * A 16450 UART at COM1, polled: no FIFO, no interrupt line.
 *
 * <p>Sending takes no time, so the transmitter is always empty. Register numbers and bits are those
 * of the National Semiconductor 16450 data sheet.
 */
public final class Uart8250 implements PortDevice {
    /** The first serial port of a PC. */
    public static final int COM1 = 0x3f8;

    private static final int RBR_THR = 0;
    private static final int IER = 1;
    private static final int IIR_FCR = 2;
    private static final int LCR = 3;
    private static final int MCR = 4;
    private static final int LSR = 5;
    private static final int MSR = 6;
    private static final int SCR = 7;

    private static final int LCR_DLAB = 0x80;
    private static final int LSR_DATA_READY = 0x01;
    private static final int LSR_TRANSMITTER_EMPTY = 0x60;
    private static final int IIR_NOTHING_PENDING = 0x01;
    private static final int MSR_READY = 0xb0; // carrier, data set ready, clear to send

    private final SerialLine line;
    private final int[] registers = new int[8];
    private int divisor = 1;

    public Uart8250(SerialLine line) {
        this.line = line;
    }

    @Override
    public int port() {
        return COM1;
    }

    @Override
    public int ports() {
        return 8;
    }

    @Override
    public int in(int offset, int size) {
        boolean dlab = (registers[LCR] & LCR_DLAB) != 0;
        return switch (offset) {
            case RBR_THR -> dlab ? divisor & 0xff : line.receive();
            case IER -> dlab ? divisor >>> 8 : registers[IER];
            case IIR_FCR -> IIR_NOTHING_PENDING;
            case LSR -> LSR_TRANSMITTER_EMPTY | (line.hasTyped() ? LSR_DATA_READY : 0);
            case MSR -> MSR_READY;
            case LCR, MCR, SCR -> registers[offset];
            default -> 0xff;
        };
    }

    @Override
    public void out(int offset, int size, int value) {
        int octet = value & 0xff;
        boolean dlab = (registers[LCR] & LCR_DLAB) != 0;
        if (dlab && offset == RBR_THR) {
            divisor = divisor & 0xff00 | octet;
        } else if (dlab && offset == IER) {
            divisor = divisor & 0xff | octet << 8;
        } else if (offset == RBR_THR) {
            line.send(octet);
        } else if (offset < registers.length) {
            registers[offset] = octet;
        }
    }
}
