/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_INIT_H
#define _LINUX_INIT_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/stringify.h>
#include <linux/types.h>

/*
 * Sections that go away. Built-in init memory is freed after the last initcall, a
 * module's after its init function; exit code of built-in objects is never linked.
 */
#define __init		__section(".init.text") __cold
#define __initdata	__section(".init.data")
#define __initconst	__section(".init.rodata")
#define __exitdata	__section(".exit.data")
#define __exit_call	__used __section(".exitcall.exit")

#ifdef MODULE
#define __exitused
#else
#define __exitused	__used
#endif
#define __exit		__section(".exit.text") __exitused __cold

/* May refer to init or exit memory: its author answers for when it runs. */
#define __ref		__section(".ref.text") noinline
#define __refdata	__section(".ref.data")
#define __refconst	__section(".ref.rodata")

#define __ro_after_init	__section(".data..ro_after_init")
#define __read_mostly	__section(".data..read_mostly")

#define __devinit
#define __devexit

#ifndef __ASSEMBLY__

typedef int (*initcall_t)(void);
typedef void (*exitcall_t)(void);

#ifdef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
typedef int initcall_entry_t;
#else
typedef initcall_t initcall_entry_t;
#endif

extern initcall_entry_t __initcall_start[], __initcall_end[];
extern initcall_entry_t __con_initcall_start[], __con_initcall_end[];
extern initcall_entry_t __security_initcall_start[], __security_initcall_end[];

struct obs_kernel_param {
	const char	*str;
	int		(*setup_func)(char *arg);
	int		early;
};

#ifndef MODULE

/*
 * The symbol that stands on an entry. Both generations end in function and id, which
 * is how a reader of the symbol table finds out about the level.
 */
#ifdef CONFIG_INITCALL_NAMES_OLD
#define __initcall_name(fn, id)		__initcall_##fn##id
#define __initcall_unique(fn, id)	__initcall_name(fn, id)
#else
#define __initcall_join(kmod, counter, line, fn, id)	\
	__initcall__##kmod##__##counter##_##line##_##fn##id
#define __initcall_name(kmod, counter, line, fn, id)	\
	__initcall_join(kmod, counter, line, fn, id)
#define __initcall_unique(fn, id)	\
	__initcall_name(__KBUILD_MODNAME, __COUNTER__, __LINE__, fn, id)
#endif

#ifdef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
#define __initcall_emit(fn, name, sec)					\
	__ADDRESSABLE(fn);						\
	static_assert(__same_type(initcall_t, &fn), "not an initcall_t: " #fn); \
	__asm__(".pushsection \"" sec "\", \"a\"\n"			\
		"	.balign 4\n"					\
		__stringify(name) ":\n"					\
		"	.long	" #fn " - .\n"				\
		".popsection\n")
#else
#define __initcall_emit(fn, name, sec)					\
	static initcall_t name __used __section(sec) = fn
#endif

#define ___define_initcall(fn, id, sec)	\
	__initcall_emit(fn, __initcall_unique(fn, id), sec)
#define __define_initcall(fn, id)	\
	___define_initcall(fn, id, ".initcall" #id ".init")

/* Before the other processors are up. */
#define early_initcall(fn)		__define_initcall(fn, early)

/* Nothing but static variables: runs before everything that has dependencies. */
#define pure_initcall(fn)		__define_initcall(fn, 0)
#define core_initcall(fn)		__define_initcall(fn, 1)
#define core_initcall_sync(fn)		__define_initcall(fn, 1s)
#define postcore_initcall(fn)		__define_initcall(fn, 2)
#define postcore_initcall_sync(fn)	__define_initcall(fn, 2s)
#define arch_initcall(fn)		__define_initcall(fn, 3)
#define arch_initcall_sync(fn)		__define_initcall(fn, 3s)
#define subsys_initcall(fn)		__define_initcall(fn, 4)
#define subsys_initcall_sync(fn)	__define_initcall(fn, 4s)
#define fs_initcall(fn)			__define_initcall(fn, 5)
#define fs_initcall_sync(fn)		__define_initcall(fn, 5s)
#define rootfs_initcall(fn)		__define_initcall(fn, rootfs)
#define device_initcall(fn)		__define_initcall(fn, 6)
#define device_initcall_sync(fn)	__define_initcall(fn, 6s)
#define late_initcall(fn)		__define_initcall(fn, 7)
#define late_initcall_sync(fn)		__define_initcall(fn, 7s)

/* Tables of their own: run by console_init() and security_init(). */
#define console_initcall(fn)		___define_initcall(fn, con, ".con_initcall.init")
#define security_initcall(fn)		___define_initcall(fn, sec, ".security_initcall.init")

#define __initcall(fn)			device_initcall(fn)
#define __exitcall(fn)			\
	static exitcall_t __exitcall_##fn __exit_call = fn

#define __setup_param(text, unique, fn, is_early)			\
	static const char __setup_str_##unique[] __initconst __aligned(1) = text; \
	static struct obs_kernel_param __setup_##unique			\
		__used __section(".init.setup") __aligned(sizeof(long)) =	\
		{ __setup_str_##unique, fn, is_early }

/* The text includes the '='; the function returns 1 when it has used the word up. */
#define __setup(text, fn)		__setup_param(text, fn, fn, 0)
/* The text has no '='; the function returns 0 when all is well. */
#define early_param(text, fn)		__setup_param(text, fn, fn, 1)

#else /* MODULE */

#define __setup_param(text, unique, fn, is_early)
#define __setup(text, fn)
#define early_param(text, fn)

#endif /* MODULE */
#endif /* !__ASSEMBLY__ */
#endif /* _LINUX_INIT_H */
