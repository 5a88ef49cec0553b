/* What kernels for ARM and Thumb-2 use beyond compiled C. */

void control(void)
{
    __asm__ volatile(
        ".arch armv7-a\n .arch_extension sec\n .arch_extension virt\n .arch_extension mp\n"
        "mrs r0, cpsr\n msr cpsr_c, r0\n mrs r1, spsr\n msr spsr_cxsf, r1\n cpsid i\n cpsie if\n cps #19\n"
        "mrc p15, 0, r0, c1, c0, 0\n mcr p15, 0, r0, c1, c0, 0\n mrc p15, 0, r1, c2, c0, 0\n mcr p15, 0, r2, c8, c7, 0\n"
        "mrrc p15, 1, r0, r1, c14\n mcrr p15, 0, r2, r3, c2\n mrc p15, 0, r4, c6, c0, 2\n mcr p15, 0, r5, c7, c5, 6\n"
        "dmb ish\n dsb sy\n isb sy\n dmb ishst\n clrex\n wfi\n wfe\n sev\n yield\n nop\n svc #0\n bkpt #1\n udf #0\n smc #3\n"
        "srsdb sp!, #19\n rfeia r0!\n setend be\n setend le\n pld [r0]\n pldw [r1, #64]\n");
}

void exclusive(void)
{
    __asm__ volatile(
        "ldrex r0, [r1]\n strex r2, r0, [r1]\n ldrexb r3, [r4]\n strexh r5, r3, [r4]\n ldrexd r0, r1, [r2]\n strexd r3, r0, r1, [r2]\n");
}

void data(void)
{
    __asm__ volatile(
        "movw r0, #0x1234\n movt r0, #0x5678\n mvn r1, #5\n add r2, r3, r4, lsl #2\n sub r5, r6, r7, asr #3\n rsb r0, r1, #7\n"
        "adc r1, r2, r3\n sbc r4, r5, r6\n and r7, r8, r9, ror #4\n bic r0, r1, #0xf0\n orr r2, r3, #0x3fc00\n eor r4, r5, r6, lsr #1\n"
        "adds r0, r0, #1\n subs r1, r1, r2\n cmp r3, #10\n cmn r4, #1\n tst r5, r6\n teq r7, #3\n lsl r0, r1, #3\n lsr r2, r3, r4\n"
        "asr r5, r6, #31\n ror r7, r0, r1\n rrx r2, r3\n mul r0, r1, r2\n mla r3, r4, r5, r6\n mls r7, r8, r9, r10\n umull r0, r1, r2, r3\n"
        "smlal r4, r5, r6, r7\n umaal r0, r1, r2, r3\n smulbb r0, r1, r2\n smlabt r3, r4, r5, r6\n smmul r7, r8, r9\n"
        "sxtb r0, r1\n uxth r2, r3, ror #8\n uxtab r4, r5, r6\n ubfx r0, r1, #3, #5\n sbfx r2, r3, #1, #2\n bfi r4, r5, #8, #4\n bfc r6, #0, #3\n"
        "clz r0, r1\n rbit r2, r3\n rev r4, r5\n rev16 r6, r7\n revsh r0, r1\n ssat r0, #8, r1\n usat r2, #5, r3, lsl #2\n qadd r4, r5, r6\n"
        "uadd8 r0, r1, r2\n usad8 r3, r4, r5\n sel r6, r7, r8\n pkhbt r0, r1, r2, lsl #3\n");
}

void loads(void)
{
    __asm__ volatile(
        "ldr r0, [r1, #4]\n ldr r2, [r3, r4, lsl #2]\n ldr r5, [r6], #8\n ldr r7, [r8, #-4]!\n ldrb r0, [r1]\n ldrsh r2, [r3, #6]\n"
        "ldrd r4, r5, [r6]\n strd r0, r1, [r2, #8]\n str r3, [r4]\n strh r5, [r6], #2\n strb r7, [r0, r1]\n ldrt r2, [r3]\n ldrsb r4, [r5, #1]\n"
        "push {r4-r7, lr}\n pop {r4-r7, pc}\n ldm r0!, {r1-r3}\n stmdb r4!, {r5, r6}\n ldm r7, {r0, r1}\n stm r2, {r3, r4}\n"
        "b .\n bl control\n blx r3\n bx lr\n bne .\n");
}

void conditional(void)
{
#ifdef __thumb__
    __asm__ volatile(
        "it eq\n moveq r0, r1\n itte ne\n addne r0, r0, #1\n subne r1, r1, #2\n moveq r2, #3\n"
        "cbz r0, 1f\n cbnz r1, 1f\n nop\n 1: tbb [pc, r0]\n nop\n");
#else
    __asm__ volatile(
        "moveq r0, r1\n addne r0, r0, #1\n ldrgt r2, [r3]\n strlt r4, [r5]\n blne control\n bxeq lr\n popmi {r4, pc}\n cmphs r0, #2\n");
#endif
}

void floating(void)
{
    __asm__ volatile(
        ".fpu neon-vfpv4\n"
        "vadd.f64 d0, d1, d2\n vmul.f32 s0, s1, s2\n vcvt.s32.f64 s3, d4\n vcvt.f32.u32 s5, s6\n vcmp.f64 d7, #0\n vmrs apsr_nzcv, fpscr\n"
        "vmov r0, s1\n vmov d2, r3, r4\n vldr d5, [r6, #8]\n vstr s7, [r8]\n vpush {d8-d11}\n vpop {d8-d11}\n vldmia r0!, {d0-d3}\n"
        "vsqrt.f64 d0, d1\n vneg.f32 s2, s3\n vfma.f32 s4, s5, s6\n vmov.f32 s7, #1.0\n vmsr fpscr, r1\n"
        "vadd.i32 q0, q1, q2\n vmul.i16 d3, d4, d5\n vdup.8 q6, r7\n vld1.32 {d0, d1}, [r0]!\n vst2.8 {d2, d3}, [r1]\n vext.8 d4, d5, d6, #3\n"
        "vshl.i32 q7, q8, #5\n vmovl.u8 q9, d20\n vmovn.i32 d21, q11\n vand q12, q13, q14\n vbsl d0, d1, d2\n vtbl.8 d3, {d4, d5}, d6\n");
}
