package dev.initlab.kernel.boot;

import java.util.List;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a fault of kernel code prints: the words of Linux on each architecture. */
@OnEachArchitecture
class OopsWordsTest {
    private final TestImages images;

    OopsWordsTest(TestImages images) {
        this.images = images;
    }

    @Test
    void aWriteToReadOnlyMemory() {
        assertLines("write", switch (images) {
            case X86_64 -> List.of(
                    "BUG: unable to handle page fault for address: ffffffffc0[0-9a-f]{6}",
                    "#PF: supervisor write access in kernel mode",
                    "#PF: error_code\\(0x0003\\) - permissions violation",
                    "Oops: 0003 \\[#1]",
                    "CPU: 0 PID: \\d+ Comm: insmod",
                    "Initcall: oops_init\\+0x0/0x[0-9a-f]+ \\[oops]",
                    "RIP: 0010:go_wrong\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[oops]",
                    "Code: ([0-9a-f]{2} )+<[0-9a-f]{2}>( [0-9a-f]{2})+",
                    "RAX: [0-9a-f]{16} RBX: [0-9a-f]{16} RCX: [0-9a-f]{16}",
                    "Call Trace:", " <TASK>", " oops_init\\+0x.* \\[oops]", " </TASK>");
            case ARM64 -> List.of(
                    "Unable to handle kernel write to read-only memory at virtual address ffff800000[0-9a-f]{6}",
                    "Mem abort info:",
                    "  ESR = 0x000000009600004f",
                    "  EC = 0x25: DABT \\(current EL\\), IL = 32 bits",
                    "  SET = 0, FnV = 0",
                    "  EA = 0, S1PTW = 0",
                    "  FSC = 0x0f: level 3 permission fault",
                    "Data abort info:",
                    "  ISV = 0, ISS = 0x0000004f",
                    "  CM = 0, WnR = 1",
                    "Internal error: Oops: 000000009600004f \\[#1] PREEMPT SMP",
                    "CPU: 0 PID: \\d+ Comm: insmod",
                    "Initcall: oops_init\\+0x0/0x[0-9a-f]+ \\[oops]",
                    "pc : go_wrong\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[oops]",
                    "lr : go_wrong\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[oops]",
                    "sp : [0-9a-f]{16}",
                    "x29: [0-9a-f]{16} x28: [0-9a-f]{16} x27: [0-9a-f]{16}",
                    "x2 : [0-9a-f]{16} x1 : [0-9a-f]{16} x0 : [0-9a-f]{16}",
                    "Call trace:", " go_wrong\\+0x.* \\[oops]", " oops_init\\+0x.* \\[oops]",
                    "Code: ([0-9a-f]{8} ){4}\\([0-9a-f]{8}\\)");
            case ARM -> List.of("8<--- cut here ---",
                    "Unable to handle kernel paging request at virtual address bf00[0-9a-f]{4} when write",
                    "Internal error: Oops: 80f \\[#1] PREEMPT SMP ARM",
                    "CPU: 0 PID: \\d+ Comm: insmod",
                    "Initcall: oops_init\\+0x0/0x[0-9a-f]+ \\[oops]",
                    "PC is at go_wrong\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[oops]",
                    "LR is at go_wrong\\+0x[0-9a-f]+/0x[0-9a-f]+ \\[oops]",
                    "pc : \\[<bf00[0-9a-f]{4}>]    lr : \\[<bf00[0-9a-f]{4}>]    psr: [0-9a-f]{8}",
                    "sp : f0[0-9a-f]{6}  ip : [0-9a-f]{8}  fp : f0[0-9a-f]{6}",
                    "r10: [0-9a-f]{8}  r9 : [0-9a-f]{8}  r8 : [0-9a-f]{8}",
                    "r3 : [0-9a-f]{8}  r2 : [0-9a-f]{8}  r1 : [0-9a-f]{8}  r0 : [0-9a-f]{8}",
                    "Flags: [nN][zZ][cC][vV]  IRQs o\\w+  FIQs o\\w+  Mode SVC_32  ISA ARM  Segment none",
                    "Process insmod \\(pid: \\d+, stack limit = 0xf0[0-9a-f]{6}\\)",
                    "Backtrace: ", " go_wrong \\[oops] from oops_init\\+0x.* \\[oops]",
                    "Code: ([0-9a-f]{8} ){4}\\([0-9a-f]{8}\\) ");
        });
    }

    @Test
    void aCallOfNothing() {
        assertLines("exec", switch (images) {
            case X86_64 -> List.of("BUG: kernel NULL pointer dereference, address: 0000000000000010",
                    "#PF: supervisor instruction fetch in kernel mode",
                    "Oops: 0010 \\[#1]", "RIP: 0010:0x10", "Code: Unable to access opcode bytes at 0x10.");
            case ARM64 -> List.of("Unable to handle kernel NULL pointer dereference at virtual address 0000000000000010",
                    "  ESR = 0x0000000086000007", "  EC = 0x21: IABT \\(current EL\\), IL = 32 bits",
                    "Internal error: Oops: 0000000086000007 \\[#1] PREEMPT SMP", "pc : 0x10",
                    "lr : oops_init\\+0x.* \\[oops]", "Code: bad PC value");
            case ARM -> List.of("Unable to handle kernel NULL pointer dereference at virtual address 00000010 when execute",
                    "\\[00000010] \\*pgd=00000000",
                    "Internal error: Oops: 80000005 \\[#1] PREEMPT SMP ARM", "PC is at 0x10",
                    "LR is at oops_init\\+0x.* \\[oops]", "Code: bad PC value");
        });
    }

    @Test
    void aTrap() {
        assertLines("bug", switch (images) {
            case X86_64 -> List.of("invalid opcode: 0000", "Oops: 0000 \\[#1]");
            case ARM64 -> List.of("Unexpected kernel BRK exception at EL1",
                    "Internal error: BRK handler: 00000000f2000001 \\[#1] PREEMPT SMP");
            case ARM -> List.of("8<--- cut here ---",
                    "Internal error: Oops - undefined instruction: 0 \\[#1] PREEMPT SMP ARM");
        });
    }

    private void assertLines(String how, List<String> patterns) {
        List<String> log = new Initramfs().insmod(images.module("oops"), "how=" + how).boot(images).log();
        int at = 0;
        for (String pattern : patterns) {
            Pattern wanted = Pattern.compile(pattern);
            while (at < log.size() && !wanted.matcher(log.get(at)).matches()) {
                at++;
            }
            assertThat(at).as("a line like %s, in this order, in%n%s", pattern, String.join("\n", log))
                    .isLessThan(log.size());
            at++;
        }
    }
}
