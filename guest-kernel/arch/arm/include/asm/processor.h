/* SPDX-License-Identifier: MIT */
#ifndef _ASM_ARM_PROCESSOR_H
#define _ASM_ARM_PROCESSOR_H

static inline void cpu_relax(void)
{
	__asm__ __volatile__("" : : : "memory");
}

static inline void cpu_wait_for_interrupt(void)
{
	__asm__ __volatile__("dsb\n\twfi" : : : "memory");
}

#endif /* _ASM_ARM_PROCESSOR_H */
