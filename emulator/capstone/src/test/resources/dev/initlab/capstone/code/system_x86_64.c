/* What kernels for x86-64 use beyond compiled C. */

void control(void)
{
    __asm__ volatile(
        "cli\n sti\n hlt\n nop\n pause\n cpuid\n rdtsc\n rdtscp\n"
        "mov %cr0, %rax\n mov %rax, %cr0\n mov %cr3, %rax\n mov %rax, %cr3\n mov %cr4, %rcx\n"
        "mov %dr7, %rdx\n mov %rdx, %dr6\n"
        "rdmsr\n wrmsr\n lgdt (%rax)\n lidt (%rbx)\n sgdt (%rax)\n sidt 8(%rbx)\n lldt %ax\n ltr %cx\n str %dx\n"
        "invlpg (%rdi)\n wbinvd\n invd\n clts\n swapgs\n"
        "mov %ds, %eax\n mov %ax, %es\n mov %ax, %fs\n push %fs\n pop %gs\n"
        "pushfq\n popfq\n int3\n int $0x80\n ud2\n syscall\n sysretq\n iretq\n lretq\n"
        "in $0x60, %al\n in %dx, %eax\n out %al, $0x20\n out %ax, %dx\n insb\n outsl\n"
        "smsw %ax\n lmsw %bx\n verr %ax\n clflush (%rax)\n prefetcht0 (%rsi)\n"
        "lfence\n mfence\n sfence\n xsave (%rdi)\n xrstor (%rdi)\n fxsave (%rdi)\n fxrstor (%rdi)\n"
        "stmxcsr (%rax)\n ldmxcsr (%rax)\n fninit\n fnclex\n fnstcw (%rax)\n fldcw (%rax)\n wait\n emms\n"
        "xgetbv\n xsetbv\n monitor\n mwait\n");
}

void strings(void)
{
    __asm__ volatile(
        "rep movsb\n rep movsq\n rep stosb\n rep stosl\n repne scasb\n repe cmpsb\n lodsw\n cld\n std\n"
        "movsl\n stosq\n xlat\n");
}

void locked(void)
{
    __asm__ volatile(
        "lock incl (%rdi)\n lock decq (%rdi)\n lock addl $1, 4(%rdi)\n lock cmpxchgl %ecx, (%rdi)\n"
        "lock xaddq %rax, (%rdi)\n xchg %rax, (%rdi)\n lock cmpxchg16b (%rdi)\n lock btsq $3, (%rdi)\n"
        "lock orb $1, %gs:8(%rdi)\n movq %fs:0x28, %rax\n movl %gs:(%rax,%rbx,4), %ecx\n");
}

void odds(void)
{
    __asm__ volatile(
        "bsf %rax, %rbx\n bsr %ecx, %edx\n bt $5, %eax\n btc %rax, %rbx\n shld $4, %rax, %rbx\n shrd %cl, %eax, (%rbx)\n"
        "cbw\n cwde\n cdqe\n cwd\n cdq\n cqo\n clc\n stc\n cmc\n lahf\n sahf\n"
        "movabs $0x1122334455667788, %rax\n movsbq (%rax), %rbx\n movswl %cx, %edx\n movslq %ecx, %rdx\n movzbw %al, %cx\n"
        "rcl $1, %eax\n rcr %cl, %rbx\n rol $7, %cl\n ror $1, %rdx\n sarq $63, %rax\n"
        "setne %al\n seto (%rbx)\n cmovge %rax, %rbx\n cmovp (%rax), %ecx\n jrcxz 1f\n loop 1f\n loopne 1f\n"
        "1: enter $16, $1\n leave\n imul $300, (%rax,%rcx,8), %edx\n mulb (%rsi)\n idivq %rbx\n"
        "nopw 0x12345(%rax,%rax)\n nopl (%rax)\n nop\n xchg %ax, %ax\n endbr64\n"
        "popcnt %rax, %rbx\n lzcnt %ecx, %edx\n tzcnt %rax, %rax\n crc32b %al, %ecx\n movbe (%rax), %rbx\n"
        "rdrand %rax\n rdseed %ecx\n xadd %al, %bl\n bswap %r9\n jmp *%rax\n jmp *8(%rip)\n call *(%rax,%rbx,8)\n");
}
