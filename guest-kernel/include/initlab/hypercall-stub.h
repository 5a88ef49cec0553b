/* SPDX-License-Identifier: MIT */
/*
 * The stubs, from the table: the whole of arch/<arch>/kernel/hypercall.S. A stub is 16
 * bytes on a boundary of 16, so that its address is enough to tell which it is. "ret"
 * is the same word in the assembly languages that have it.
 */
#include <linux/stringify.h>

#ifndef HYPERCALL_RETURN
#define HYPERCALL_RETURN	ret
#endif

#ifdef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
#define __KSYM_REF_ASM(sym)	.long sym - .
#define __KSYM_ALIGN_ASM	4
#else
#ifdef CONFIG_64BIT
#define __KSYM_REF_ASM(sym)	.quad sym
#define __KSYM_ALIGN_ASM	8
#else
#define __KSYM_REF_ASM(sym)	.long sym
#define __KSYM_ALIGN_ASM	4
#endif
#endif

#define __HYPERCALL_EXPORT(sym, secname)		\
	.pushsection __ksymtab_strings, "aMS", %progbits, 1;	\
__kstrtab_##sym: .asciz #sym;				\
__kstrtabns_##sym: .asciz "";				\
	.popsection;					\
	.pushsection __stringify(secname), "a";		\
	.balign __KSYM_ALIGN_ASM;			\
__ksymtab_##sym: __KSYM_REF_ASM(sym);			\
	__KSYM_REF_ASM(__kstrtab_##sym);		\
	__KSYM_REF_ASM(__kstrtabns_##sym);		\
	.popsection

#define __HYPERCALL_NONE(sym)
#define __HYPERCALL_PLAIN(sym)	__HYPERCALL_EXPORT(sym, ___ksymtab+sym)
#define __HYPERCALL_GPL(sym)	__HYPERCALL_EXPORT(sym, ___ksymtab_gpl+sym)

#define HYPERCALL(sym, export)				\
	.globl sym;					\
	.type sym, %function;				\
	.balign 16;					\
sym:	HYPERCALL_RETURN;				\
	.skip 16 - (. - sym), HYPERCALL_PAD;		\
	.size sym, 16;					\
	__HYPERCALL_##export(sym)

	.section .hypercall.text, "ax"
#include <initlab/hypercalls.h>
