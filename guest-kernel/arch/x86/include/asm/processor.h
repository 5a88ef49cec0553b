/* SPDX-License-Identifier: MIT */
#ifndef _ASM_X86_PROCESSOR_H
#define _ASM_X86_PROCESSOR_H

static inline void cpu_relax(void)
{
	__asm__ __volatile__("pause" : : : "memory");
}

static inline void cpu_wait_for_interrupt(void)
{
	__asm__ __volatile__("hlt" : : : "memory");
}

#endif /* _ASM_X86_PROCESSOR_H */
