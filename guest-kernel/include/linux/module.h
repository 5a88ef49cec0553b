/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MODULE_H
#define _LINUX_MODULE_H

#include <linux/export.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/list.h>
#include <linux/moduleparam.h>
#include <linux/stringify.h>
#include <linux/types.h>
#include <linux/utsrelease.h>
#include <linux/vermagic.h>

#define MODULE_NAME_LEN		(64 - sizeof(unsigned long))

#ifndef MODULE
#define module_init(fn)		__initcall(fn)
#define module_exit(fn)		__exitcall(fn)
#else

/* A module has one initcall, whatever level its author asked for. */
#define early_initcall(fn)		module_init(fn)
#define pure_initcall(fn)		module_init(fn)
#define core_initcall(fn)		module_init(fn)
#define core_initcall_sync(fn)		module_init(fn)
#define postcore_initcall(fn)		module_init(fn)
#define postcore_initcall_sync(fn)	module_init(fn)
#define arch_initcall(fn)		module_init(fn)
#define arch_initcall_sync(fn)		module_init(fn)
#define subsys_initcall(fn)		module_init(fn)
#define subsys_initcall_sync(fn)	module_init(fn)
#define fs_initcall(fn)			module_init(fn)
#define fs_initcall_sync(fn)		module_init(fn)
#define rootfs_initcall(fn)		module_init(fn)
#define device_initcall(fn)		module_init(fn)
#define device_initcall_sync(fn)	module_init(fn)
#define late_initcall(fn)		module_init(fn)
#define late_initcall_sync(fn)		module_init(fn)
#define console_initcall(fn)		module_init(fn)
#define security_initcall(fn)		module_init(fn)

/*
 * The loader calls init_module and cleanup_module through struct module. The two
 * tests return the function so that the compiler warns of a wrong prototype.
 */
#define module_init(fn)							\
	static inline __maybe_unused initcall_t __inittest(void)	\
	{ return fn; }							\
	int init_module(void) __alias(fn) __copy(fn);			\
	___ADDRESSABLE(fn, __initdata);	/* kallsyms keeps its name */	\
	___ADDRESSABLE(init_module, __initdata)

#define module_exit(fn)							\
	static inline __maybe_unused exitcall_t __exittest(void)	\
	{ return fn; }							\
	void cleanup_module(void) __alias(fn) __copy(fn);		\
	___ADDRESSABLE(fn, __exitdata);					\
	___ADDRESSABLE(cleanup_module, __exitdata)

#endif /* MODULE */

int init_module(void);
void cleanup_module(void);

#define MODULE_INFO(tag, info)		__MODULE_INFO(tag, tag, info)
#define MODULE_LICENSE(_text)		MODULE_INFO(license, _text)
#define MODULE_AUTHOR(_text)		MODULE_INFO(author, _text)
#define MODULE_DESCRIPTION(_text)	MODULE_INFO(description, _text)
#define MODULE_ALIAS(_text)		MODULE_INFO(alias, _text)
#define MODULE_SOFTDEP(_text)		MODULE_INFO(softdep, _text)
#define MODULE_FIRMWARE(_text)		MODULE_INFO(firmware, _text)
#define MODULE_IMPORT_NS(_ns)		MODULE_INFO(import_ns, __stringify(_ns))
#define MODULE_VERSION(_text)		MODULE_INFO(version, _text)
#define MODULE_SUPPORTED_DEVICE(_name)

enum module_state {
	MODULE_STATE_LIVE,	/* normal */
	MODULE_STATE_COMING,	/* fully formed, its init function runs */
	MODULE_STATE_GOING,	/* going away */
	MODULE_STATE_UNFORMED,	/* still being set up */
};

struct module_layout {
	void *base;
	unsigned int size;		/* all of it */
	unsigned int text_size;		/* executable part, page aligned */
	unsigned int ro_size;		/* text and read-only data */
	unsigned int ro_after_init_size;
};

struct mod_kallsyms {
	void *symtab;
	unsigned int num_symtab;
	char *strtab;
	char *typetab;
};

/* source uses target: a link in the source_list of target and the target_list of source. */
struct module_use {
	struct list_head source_list;
	struct list_head target_list;
	struct module *source, *target;
};

/* Written by the loader; C code reads it through THIS_MODULE. */
struct module {
	enum module_state state;
	struct list_head list;
	char name[MODULE_NAME_LEN];

	const char *version;
	const char *srcversion;
	void *holders_dir;

	const struct kernel_symbol *syms;
	const s32 *crcs;
	unsigned int num_syms;

	struct kernel_param *kp;
	unsigned int num_kp;

	unsigned int num_gpl_syms;
	const struct kernel_symbol *gpl_syms;
	const s32 *gpl_crcs;
	bool using_gplonly;
	bool sig_ok;
	bool async_probe_requested;

	int (*init)(void);

	struct module_layout core_layout __aligned(64);
	struct module_layout init_layout;

	unsigned long taints;

	struct mod_kallsyms *kallsyms;
	struct mod_kallsyms core_kallsyms;

	struct module_sect_attrs *sect_attrs;

	char *args;

	void *percpu;
	unsigned int percpu_size;

	struct list_head source_list;	/* modules that depend on this one */
	struct list_head target_list;	/* modules this one depends on */
	void (*exit)(void);
	atomic_t refcnt;
} __aligned(64);

/* An owner of NULL is the kernel itself: always there. */
bool try_module_get(struct module *module);
void __module_get(struct module *module);
void module_put(struct module *module);
int module_refcount(struct module *module);

static inline bool module_is_live(struct module *mod)
{
	return mod->state != MODULE_STATE_GOING;
}

#define module_name(mod)	((mod) ? (mod)->name : "kernel")

#define symbol_get(x)		(&(x))

#endif /* _LINUX_MODULE_H */
