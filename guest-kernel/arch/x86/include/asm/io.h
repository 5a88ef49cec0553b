/* SPDX-License-Identifier: MIT */
#ifndef _ASM_X86_IO_H
#define _ASM_X86_IO_H

#include <linux/types.h>

#define __PORT_IO(suffix, type)						\
static inline type in##suffix(u16 port)					\
{									\
	type value;							\
									\
	__asm__ __volatile__("in" #suffix " %w1, %0"			\
			     : "=a"(value) : "Nd"(port));		\
	return value;							\
}									\
static inline void out##suffix(type value, u16 port)			\
{									\
	__asm__ __volatile__("out" #suffix " %0, %w1"			\
			     : : "a"(value), "Nd"(port));		\
}

__PORT_IO(b, u8)
__PORT_IO(w, u16)
__PORT_IO(l, u32)
#undef __PORT_IO

#endif /* _ASM_X86_IO_H */
