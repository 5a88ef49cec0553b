/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_EXPORT_H
#define _LINUX_EXPORT_H

#include <linux/stringify.h>

/*
 * One section per export: the linker sorts them by name, and the loader can search a
 * sorted table by halves. The name and the (empty) namespace are strings in
 * __ksymtab_strings.
 */

#ifdef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
#define __KSYM_ALIGN		4
#define __KSYM_REF(sym)		".long " #sym " - ."
#else
#ifdef CONFIG_64BIT
#define __KSYM_ALIGN		8
#define __KSYM_REF(sym)		".quad " #sym
#else
#define __KSYM_ALIGN		4
#define __KSYM_REF(sym)		".long " #sym
#endif
#endif

#define __EXPORT_TEXT(sym, sec, ns)					\
	".pushsection \"__ksymtab_strings\", \"aMS\", %progbits, 1\n"	\
	"__kstrtab_" #sym ":\n"						\
	"	.asciz \"" #sym "\"\n"					\
	"__kstrtabns_" #sym ":\n"					\
	"	.asciz \"" ns "\"\n"					\
	".popsection\n"							\
	".pushsection \"___ksymtab" sec "+" #sym "\", \"a\"\n"		\
	"	.balign " __stringify(__KSYM_ALIGN) "\n"		\
	"__ksymtab_" #sym ":\n"						\
	"	" __KSYM_REF(sym) "\n"					\
	"	" __KSYM_REF(__kstrtab_##sym) "\n"			\
	"	" __KSYM_REF(__kstrtabns_##sym) "\n"			\
	".popsection\n"

#ifdef __ASSEMBLY__
/* Assembly has no string concatenation: see EXPORT_STUB in <initlab/hypercall-stub.h>. */
#else

#include <linux/compiler.h>

#ifdef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
struct kernel_symbol {
	int value_offset;
	int name_offset;
	int namespace_offset;
};
#else
struct kernel_symbol {
	unsigned long value;
	const char *name;
	const char *namespace;
};
#endif

#ifdef MODULE
extern struct module __this_module;
#define THIS_MODULE		(&__this_module)
#else
#define THIS_MODULE		((struct module *)0)
#endif

#define __EXPORT_SYMBOL(sym, sec, ns)	\
	extern typeof(sym) sym;		\
	__ADDRESSABLE(sym);		\
	__asm__(__EXPORT_TEXT(sym, sec, ns))

#ifdef DEFAULT_SYMBOL_NAMESPACE
#define __EXPORT_NS		__stringify(DEFAULT_SYMBOL_NAMESPACE)
#else
#define __EXPORT_NS		""
#endif

#define EXPORT_SYMBOL(sym)		__EXPORT_SYMBOL(sym, "", __EXPORT_NS)
#define EXPORT_SYMBOL_GPL(sym)		__EXPORT_SYMBOL(sym, "_gpl", __EXPORT_NS)
#define EXPORT_SYMBOL_NS(sym, ns)	__EXPORT_SYMBOL(sym, "", #ns)
#define EXPORT_SYMBOL_NS_GPL(sym, ns)	__EXPORT_SYMBOL(sym, "_gpl", #ns)

#endif /* !__ASSEMBLY__ */
#endif /* _LINUX_EXPORT_H */
