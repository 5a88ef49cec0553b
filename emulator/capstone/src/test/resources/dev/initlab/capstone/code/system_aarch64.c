/* What kernels for ARM64 use beyond compiled C. */

void control(void)
{
    __asm__ volatile(
        "mrs x0, CurrentEL\n mrs x1, sctlr_el1\n msr sctlr_el1, x1\n mrs x2, ttbr0_el1\n msr ttbr1_el1, x2\n"
        "msr vbar_el1, x3\n mrs x4, esr_el1\n mrs x5, far_el1\n msr elr_el1, x6\n msr spsr_el1, x7\n mrs x8, mpidr_el1\n"
        "mrs x9, cntvct_el0\n mrs x10, cntfrq_el0\n msr tpidr_el0, x11\n mrs x12, tpidr_el1\n msr sp_el0, x13\n"
        "mrs x14, id_aa64mmfr0_el1\n mrs x15, nzcv\n msr fpcr, x16\n mrs x17, daif\n msr daif, x18\n"
        "msr daifset, #2\n msr daifclr, #15\n msr spsel, #1\n msr tcr_el1, x0\n msr mair_el1, x1\n"
        "tlbi vmalle1\n tlbi vmalle1is\n tlbi vae1is, x0\n tlbi aside1is, x1\n dc civac, x0\n dc zva, x1\n dc cvau, x2\n"
        "ic iallu\n ic ivau, x3\n at s1e1r, x4\n isb\n dsb sy\n dsb ish\n dsb ishst\n dmb ish\n dmb ishld\n dmb ishst\n"
        "eret\n svc #0\n hvc #1\n smc #2\n brk #0x800\n hlt #3\n wfi\n wfe\n sev\n sevl\n yield\n nop\n"
        "sys #3, c7, c4, #1, x0\n clrex\n prfm pldl1keep, [x0]\n prfm pstl1strm, [x1, #64]\n");
}

void exclusive(void)
{
    __asm__ volatile(
        "ldxr x0, [x1]\n stxr w2, x0, [x1]\n ldaxr w0, [x1]\n stlxr w2, w0, [x1]\n ldar x3, [x4]\n stlr w3, [x4]\n"
        "ldaxrb w0, [x1]\n stlxrh w2, w0, [x1]\n ldxp x0, x1, [x2]\n stxp w3, x0, x1, [x2]\n");
}

void moves(void)
{
    __asm__ volatile(
        "mov x0, #0x1234\n movz x1, #0x5678, lsl #16\n movk x1, #0x9abc, lsl #32\n movn x2, #7\n mov w3, #-1\n"
        "mov x4, sp\n mov sp, x5\n mov x6, x7\n orr x8, x9, #0xff00ff00ff00ff00\n adr x10, .\n adrp x11, .\n"
        "add x0, x1, w2, sxtw #2\n sub x3, x4, x5, lsl #12\n adds w6, w7, w8, asr #3\n and x9, x10, x11, ror #5\n"
        "ubfx x0, x1, #4, #8\n sbfx w2, w3, #1, #5\n bfi x4, x5, #8, #16\n bfxil w6, w7, #2, #3\n extr x8, x9, x10, #7\n"
        "lsl x0, x1, #3\n lsr w2, w3, #4\n asr x4, x5, x6\n ror w7, w8, #9\n sxtb x0, w1\n uxth w2, w3\n sxtw x4, w5\n"
        "csel x0, x1, x2, ne\n cset w3, hi\n csinc x4, x5, x6, lt\n cneg x7, x8, mi\n csetm x9, eq\n ccmp x0, #3, #4, ge\n"
        "ccmn w1, w2, #0, al\n madd x0, x1, x2, x3\n msub w4, w5, w6, w7\n mneg x8, x9, x10\n smull x0, w1, w2\n"
        "umulh x3, x4, x5\n udiv w6, w7, w8\n sdiv x9, x10, x11\n rbit x0, x1\n rev x2, x3\n rev16 w4, w5\n clz x6, x7\n cls w8, w9\n"
        "neg x0, x1\n negs w2, w3\n ngc x4, x5\n mvn x6, x7\n bic x8, x9, x10\n eon w0, w1, w2\n tst x3, #0xf0\n cmn x4, #1\n"
        "adc x0, x1, x2\n sbcs w3, w4, w5\n");
}

void loads(void)
{
    __asm__ volatile(
        "ldr x0, [x1, x2, lsl #3]\n ldr w3, [x4, w5, uxtw]\n ldrb w6, [x7, w8, sxtw]\n ldrsh x9, [x10, #6]\n ldrsw x11, [x12], #4\n"
        "str x13, [x14, #-8]!\n stp x29, x30, [sp, #-32]!\n ldp x29, x30, [sp], #32\n ldpsw x0, x1, [x2]\n stnp x3, x4, [x5]\n"
        "ldur x6, [x7, #-3]\n sturb w8, [x9, #1]\n ldtr x10, [x11]\n sttrb w12, [x13, #2]\n ldr x14, .\n ldr q0, [x15]\n str d1, [x16, #8]\n"
        "ld1 {v0.16b, v1.16b}, [x0]\n st2 {v2.4s, v3.4s}, [x1], #32\n ld1 {v4.s}[2], [x2]\n ld1r {v5.8h}, [x3]\n"
        "cbz x0, .\n cbnz w1, .\n tbz x2, #33, .\n tbnz w3, #5, .\n br x4\n blr x5\n ret\n ret x6\n b.vs .\n");
}

void vectors(void)
{
    __asm__ volatile(
        "dup v0.8h, w1\n umov w2, v3.s[1]\n ins v4.d[1], x5\n ins v6.b[3], v7.b[4]\n smov x8, v9.h[2]\n movi v10.4s, #0xff, lsl #8\n"
        "mvni v11.8h, #1\n fmov v12.2d, #1.5\n fmov d13, #-2.0\n fmov x14, d15\n fcvtzs w0, s1\n scvtf d2, x3\n fcmp d4, #0.0\n"
        "fcsel s5, s6, s7, gt\n fmadd d8, d9, d10, d11\n frintz s12, s13\n fabd v0.2d, v1.2d, v2.2d\n addv s3, v4.4s\n"
        "tbl v5.16b, {v6.16b, v7.16b}, v8.16b\n ext v9.8b, v10.8b, v11.8b, #3\n zip1 v12.4s, v13.4s, v14.4s\n uzp2 v15.8h, v16.8h, v17.8h\n"
        "sshll v0.4s, v1.4h, #3\n uqxtn v2.8b, v3.8h\n cmhi v4.16b, v5.16b, v6.16b\n bsl v7.8b, v8.8b, v9.8b\n"
        "xtn2 v0.16b, v1.8h\n rev64 v2.4s, v3.4s\n cnt v4.8b, v5.8b\n not v6.16b, v7.16b\n mul v8.4s, v9.4s, v10.s[1]\n");
}
