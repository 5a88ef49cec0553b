/* SPDX-License-Identifier: MIT */
/* Run-time ABI for the Arm Architecture, sections 4.2 and 4.3: what compilers call. */
#ifndef _ASM_ARM_AEABI_H
#define _ASM_ARM_AEABI_H

#include <linux/types.h>

/* Quotient in r0, remainder in r1: a u64 as C sees it. */
u32 __aeabi_uidiv(u32 n, u32 d);
u64 __aeabi_uidivmod(u32 n, u32 d);
s32 __aeabi_idiv(s32 n, s32 d);
u64 __aeabi_idivmod(s32 n, s32 d);

/* Quotient in r0 and r1, remainder in r2 and r3: only assembly can return that. */
void __aeabi_uldivmod(void);
void __aeabi_ldivmod(void);
u64 __udivmoddi4(u64 n, u64 d, u64 *remainder);
s64 __divmoddi4(s64 n, s64 d, s64 *remainder);

/* Called for a divisor of 0; the quotient is then 0. */
void __div0(void);

u64 __aeabi_lmul(u64 a, u64 b);
u64 __aeabi_llsl(u64 value, int count);
u64 __aeabi_llsr(u64 value, int count);
s64 __aeabi_lasr(s64 value, int count);
int __aeabi_lcmp(s64 a, s64 b);
int __aeabi_ulcmp(u64 a, u64 b);

void __aeabi_memcpy(void *dst, const void *src, size_t n);
void __aeabi_memcpy4(void *dst, const void *src, size_t n);
void __aeabi_memcpy8(void *dst, const void *src, size_t n);
void __aeabi_memmove(void *dst, const void *src, size_t n);
void __aeabi_memmove4(void *dst, const void *src, size_t n);
void __aeabi_memmove8(void *dst, const void *src, size_t n);
void __aeabi_memset(void *dst, size_t n, int c);
void __aeabi_memset4(void *dst, size_t n, int c);
void __aeabi_memset8(void *dst, size_t n, int c);
void __aeabi_memclr(void *dst, size_t n);
void __aeabi_memclr4(void *dst, size_t n);
void __aeabi_memclr8(void *dst, size_t n);

/* Unwind tables name them; nothing here unwinds by tables. */
void __aeabi_unwind_cpp_pr0(void);
void __aeabi_unwind_cpp_pr1(void);
void __aeabi_unwind_cpp_pr2(void);

#endif /* _ASM_ARM_AEABI_H */
