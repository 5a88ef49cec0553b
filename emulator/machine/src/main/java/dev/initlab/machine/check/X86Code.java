package dev.initlab.machine.check;

import java.util.HexFormat;

import dev.initlab.machine.FaultKind;
import dev.initlab.machine.UserContext;
import dev.initlab.unicorn.X86;

/** x86-64, System V calling convention. */
final class X86Code implements GuestCode {
    @Override
    public byte[] of(Program program) {
        return bytes(switch (program) {
            case CONSTANT -> "b805000000 c3"; // mov eax, 5; ret
            case RETURN -> "c3"; // ret
            case ADD_ONE -> "488d4701 c3"; // lea rax, [rdi + 1]; ret
            case LOAD -> "90 488b07 c3"; // nop; mov rax, [rdi]; ret
            case STORE -> "90 488937 c3"; // nop; mov [rdi], rsi; ret
            case STORE_WORD -> "8937 c3"; // mov [rdi], esi; ret
            case STORE_WORD_THEN_CONSTANT -> "8937 b805000000 c3";
            case UNDEFINED -> "90 0f0b"; // nop; ud2
            case BREAKPOINT -> "90 cc c3"; // nop; int3; ret
            case HALT -> "90 f4 c3"; // nop; hlt; ret
            case LOOP -> "89f9 ffc9 75fc b805000000 c3"; // mov ecx, edi; L: dec ecx; jnz L; mov eax, 5; ret
            case STORE_LOOP -> "89f9" + eight("48894e") + "ffc9 75dc c3"; // L: mov [rsi + 8 i], rcx; ...
            case LOAD_LOOP -> "89f9" + eight("488b46") + "ffc9 75dc c3"; // L: mov rax, [rsi + 8 i]; ...
            case CALL -> "4883ec08 ffd6 48ffc0 4883c408 c3"; // sub rsp, 8; call rsi; inc rax; add rsp, 8; ret
            // push rbx; push rbp; push rbp; mov rbx, rdi; mov rbp, rsi; L: call rbp; dec rbx; jnz L; pop ...
            case CALL_LOOP -> "53 55 55 4889fb 4889f5 ffd5 48ffcb 75f9 5d 5d 5b c3";
            // mov dx, 0x3f8; mov eax, edi; out dx, al; mov dx, 0x3fd; in al, dx; movzx eax, al; ret
            case SERIAL -> "66baf803 89f8 ee 66bafd03 ec 0fb6c0 c3";
            case POWER_OFF -> "66ba0406 66b80020 66ef c3"; // mov dx, 0x604; mov ax, 0x2000; out dx, ax; ret
            case PRIVILEGED -> "90 f4 c3"; // nop; hlt; ret
            case HOST_TIME -> "90 0f31 c3"; // nop; rdtsc; ret
            case EXCLUSIVE_LOAD -> "";
            case DIVIDE -> "90 31c9 f7f1 c3"; // nop; xor ecx, ecx; div ecx; ret
            // mov eax, 39; syscall; mov edi, eax; mov eax, 60; syscall
            case SYSTEM_CALLS -> "b827000000 0f05 89c7 b83c000000 0f05";
        });
    }

    @Override
    public long text() {
        return 0xffff_ffff_8100_0000L;
    }

    @Override
    public int nop() {
        return 1;
    }

    @Override
    public int halt() {
        return 1;
    }

    @Override
    public FaultKind privileged() {
        return FaultKind.PROTECTION;
    }

    @Override
    public long counterNanos(UserContext user) {
        return user.register(X86.REG_RDX) << 32 | user.register(X86.REG_RAX);
    }

    @Override
    public int firstSystemCall() {
        return 7;
    }

    @Override
    public int constantOffset() {
        return 1;
    }

    @Override
    public int constantWord(int value) {
        return value;
    }

    @Override
    public int storedConstantOffset() {
        return 3;
    }

    @Override
    public long loopWork(long count) {
        return 2 + 4 * count + 6;
    }

    @Override
    public int loopInstructions() {
        return 2;
    }

    private static String eight(String opcode) {
        StringBuilder code = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            code.append(opcode).append("%02x".formatted(8 * i));
        }
        return code.toString();
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
