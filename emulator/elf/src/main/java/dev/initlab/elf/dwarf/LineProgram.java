package dev.initlab.elf.dwarf;

/**
 * Runs a line program: DWARF 5, 6.2.5.
 *
 * <p>It makes one row at most for each byte it reads.
 */
final class LineProgram {
    /** Takes the rows as they come. */
    interface Rows {
        /**
         * A row.
         *
         * @param section index of the section the address is an offset in; 0 in a linked file
         * @param file    number of the file in the unit's header
         * @param last    whether the address is the one behind a sequence, and the rest says nothing
         */
        void row(UnitHeader unit, int section, long address, long file, long line, boolean last);
    }

    private final UnitHeader unit;
    private final Places places;
    private final Cursor in;
    private final Rows rows;
    private int section;
    private long address;
    private long op;
    private long file;
    private long line;

    private LineProgram(UnitHeader unit, Places places, Cursor in, Rows rows) {
        this.unit = unit;
        this.places = places;
        this.in = in;
        this.rows = rows;
        reset();
    }

    /** Runs from where the cursor stands to its end. */
    static void run(UnitHeader unit, Places places, Cursor in, Rows rows) {
        LineProgram program = new LineProgram(unit, places, in, rows);
        while (in.remaining() > 0) {
            program.step(in.u8());
        }
    }

    private void reset() {
        section = 0;
        address = 0;
        op = 0;
        file = 1;
        line = 1;
    }

    private void step(int opcode) {
        if (opcode >= unit.opcodeBase()) {
            int adjusted = opcode - unit.opcodeBase();
            advance(adjusted / unit.lineRange());
            line += unit.lineBase() + adjusted % unit.lineRange();
            emit(false);
        } else if (opcode == 0) {
            extended();
        } else {
            standard(opcode);
        }
    }

    private void standard(int opcode) {
        switch (opcode) {
            case 1 -> emit(false); // DW_LNS_copy
            case 2 -> advance(in.uleb()); // DW_LNS_advance_pc
            case 3 -> line += in.sleb(); // DW_LNS_advance_line
            case 4 -> file = in.uleb(); // DW_LNS_set_file
            case 8 -> advance((255 - unit.opcodeBase()) / unit.lineRange()); // DW_LNS_const_add_pc
            case 9 -> { // DW_LNS_fixed_advance_pc
                address += in.u16();
                op = 0;
            }
            default -> { // column, is_stmt, basic block, prologue, epilogue, isa, and what is not known
                for (int i = 0; i < unit.operands(opcode); i++) {
                    in.uleb();
                }
            }
        }
    }

    private void extended() {
        long length = in.uleb();
        if (length < 1 || length > in.remaining()) {
            throw in.fault("an extended opcode of " + Long.toUnsignedString(length) + " bytes where "
                    + in.remaining() + " are left");
        }
        long next = in.at() + length;
        switch (in.u8()) {
            case 1 -> { // DW_LNE_end_sequence
                emit(true);
                reset();
            }
            case 2 -> { // DW_LNE_set_address
                long at = in.at();
                Places.Place place = places.at(at, in.unsigned(length - 1));
                section = place.section();
                address = place.value();
                op = 0;
            }
            case 3 -> unit.defineFile(in); // DW_LNE_define_file
            default -> {
                // discriminators and what is not known
            }
        }
        in.window(next, in.end());
    }

    private void advance(long operations) {
        address += unit.minInstructionLength() * Long.divideUnsigned(op + operations, unit.maxOps());
        op = Long.remainderUnsigned(op + operations, unit.maxOps());
    }

    private void emit(boolean last) {
        rows.row(unit, section, address, file, line, last);
    }
}
