/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MODULEPARAM_H
#define _LINUX_MODULEPARAM_H

#include <linux/build_bug.h>
#include <linux/export.h>
#include <linux/init.h>
#include <linux/stringify.h>
#include <linux/types.h>

/* In vmlinux the name of a parameter starts with its object's, in a module not. */
#ifdef MODULE
#define MODULE_PARAM_PREFIX	/* nothing */
#define __MODULE_INFO_PREFIX	/* nothing */
#else
#define MODULE_PARAM_PREFIX	KBUILD_MODNAME "."
#define __MODULE_INFO_PREFIX	KBUILD_MODNAME "."
#endif

/* The attribute comes first: clang takes no alignment after an initializer. */
#define __MODULE_INFO(tag, unique, info)				\
	static const char __UNIQUE_ID(unique)[]				\
		__used __section(".modinfo") __aligned(1) =		\
		__MODULE_INFO_PREFIX __stringify(tag) "=" info

#define __MODULE_PARM_TYPE(name, type)	\
	__MODULE_INFO(parmtype, parmtype_##name, #name ":" type)
#define MODULE_PARM_DESC(name, desc)	\
	__MODULE_INFO(parm, parm_##name, #name ":" desc)

struct kernel_param;
struct module;

/* The setter takes no value to mean true (bool). */
#define KERNEL_PARAM_OPS_FL_NOARG	(1 << 0)

struct kernel_param_ops {
	unsigned int flags;
	int (*set)(const char *val, const struct kernel_param *kp);
	int (*get)(char *buffer, const struct kernel_param *kp);
	void (*free)(void *arg);
};

#define KERNEL_PARAM_FL_UNSAFE		(1 << 0)
#define KERNEL_PARAM_FL_HWPARAM		(1 << 1)

struct kernel_param {
	const char *name;
	struct module *mod;
	const struct kernel_param_ops *ops;
	u16 perm;
	s8 level;
	u8 flags;
	union {
		void *arg;
		const struct kparam_string *str;
		const struct kparam_array *arr;
	};
};

extern const struct kernel_param __start___param[], __stop___param[];

struct kparam_string {
	unsigned int maxlen;
	char *string;
};

struct kparam_array {
	unsigned int max;
	unsigned int elemsize;
	unsigned int *num;
	const struct kernel_param_ops *ops;
	void *elem;
};

/* Octal, readable by others only if by the group, writable by nobody but the owner. */
#define VERIFY_OCTAL_PERMISSIONS(perm)					\
	(BUILD_BUG_ON_ZERO((perm) < 0) +				\
	 BUILD_BUG_ON_ZERO((perm) > 0777) +				\
	 BUILD_BUG_ON_ZERO((((perm) >> 6) & 4) < (((perm) >> 3) & 4)) +	\
	 BUILD_BUG_ON_ZERO((((perm) >> 3) & 4) < ((perm) & 4)) +	\
	 BUILD_BUG_ON_ZERO((((perm) >> 6) & 2) < (((perm) >> 3) & 2)) +	\
	 BUILD_BUG_ON_ZERO((perm) & 2) +				\
	 (perm))

#define __module_param_call(prefix, name, operations, argument, perm, lvl, fl)	\
	static const char __param_str_##name[] = prefix #name;		\
	static struct kernel_param const __param_##name			\
		__used __section("__param") __aligned(sizeof(void *)) = {	\
		__param_str_##name, THIS_MODULE, operations,		\
		VERIFY_OCTAL_PERMISSIONS(perm), lvl, fl, { argument } }

/* Level -1: set in start_kernel(). Level n: set just before the initcalls of level n. */
#define module_param_cb(name, ops, arg, perm)	\
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, -1, 0)
#define module_param_cb_unsafe(name, ops, arg, perm)	\
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, -1,	\
			    KERNEL_PARAM_FL_UNSAFE)

#define __level_param_cb(name, ops, arg, perm, level)	\
	__module_param_call(MODULE_PARAM_PREFIX, name, ops, arg, perm, level, 0)
#define core_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 1)
#define postcore_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 2)
#define arch_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 3)
#define subsys_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 4)
#define fs_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 5)
#define device_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 6)
#define late_param_cb(name, ops, arg, perm)	__level_param_cb(name, ops, arg, perm, 7)

#define module_param_named(name, value, type, perm)			\
	param_check_##type(name, &(value));				\
	module_param_cb(name, &param_ops_##type, &value, perm);		\
	__MODULE_PARM_TYPE(name, #type)
#define module_param(name, type, perm)	module_param_named(name, name, type, perm)

#define module_param_named_unsafe(name, value, type, perm)		\
	param_check_##type(name, &(value));				\
	module_param_cb_unsafe(name, &param_ops_##type, &value, perm);	\
	__MODULE_PARM_TYPE(name, #type)
#define module_param_unsafe(name, type, perm)	\
	module_param_named_unsafe(name, name, type, perm)

#ifndef MODULE
/* Without the prefix: a word of the command line as it stands. */
#define core_param(name, var, type, perm)				\
	param_check_##type(name, &(var));				\
	__module_param_call("", name, &param_ops_##type, &var, perm, -1, 0)
#endif

#define module_param_string(name, text, len, perm)			\
	static const struct kparam_string __param_string_##name = { len, text }; \
	__module_param_call(MODULE_PARAM_PREFIX, name, &param_ops_string,	\
			    .str = &__param_string_##name, perm, -1, 0);	\
	__MODULE_PARM_TYPE(name, "string")

#define module_param_array_named(name, array, type, nump, perm)		\
	param_check_##type(name, &(array)[0]);				\
	static const struct kparam_array __param_arr_##name = {		\
		.max = ARRAY_SIZE(array), .num = nump,			\
		.ops = &param_ops_##type,				\
		.elemsize = sizeof((array)[0]), .elem = array };	\
	__module_param_call(MODULE_PARAM_PREFIX, name, &param_array_ops,	\
			    .arr = &__param_arr_##name, perm, -1, 0);	\
	__MODULE_PARM_TYPE(name, "array of " #type)
#define module_param_array(name, type, nump, perm)	\
	module_param_array_named(name, name, type, nump, perm)

/* A variable of another type than the parameter's draws a warning. */
#define __param_check(name, p, type)	\
	static inline type __maybe_unused *__check_##name(void) { return (p); }

/* One line per type: ops in kernel/params.c, the C type the variable must have. */
#define __PARAM_TYPES(X)			\
	X(byte, unsigned char)			\
	X(short, short)				\
	X(ushort, unsigned short)		\
	X(int, int)				\
	X(uint, unsigned int)			\
	X(long, long)				\
	X(ulong, unsigned long)			\
	X(ullong, unsigned long long)		\
	X(hexint, unsigned int)			\
	X(charp, char *)			\
	X(bool, bool)				\
	X(invbool, bool)

#define __PARAM_DECLARE(type, ctype)		\
	extern const struct kernel_param_ops param_ops_##type;	\
	int param_set_##type(const char *val, const struct kernel_param *kp);	\
	int param_get_##type(char *buffer, const struct kernel_param *kp);
__PARAM_TYPES(__PARAM_DECLARE)
#undef __PARAM_DECLARE

#define param_check_byte(name, p)	__param_check(name, p, unsigned char)
#define param_check_short(name, p)	__param_check(name, p, short)
#define param_check_ushort(name, p)	__param_check(name, p, unsigned short)
#define param_check_int(name, p)	__param_check(name, p, int)
#define param_check_uint(name, p)	__param_check(name, p, unsigned int)
#define param_check_long(name, p)	__param_check(name, p, long)
#define param_check_ulong(name, p)	__param_check(name, p, unsigned long)
#define param_check_ullong(name, p)	__param_check(name, p, unsigned long long)
#define param_check_hexint(name, p)	__param_check(name, p, unsigned int)
#define param_check_charp(name, p)	__param_check(name, p, char *)
#define param_check_bool(name, p)	__param_check(name, p, bool)
#define param_check_invbool(name, p)	__param_check(name, p, bool)
/* bint is an int that is set like a bool. */
#define param_check_bint(name, p)	__param_check(name, p, int)

extern const struct kernel_param_ops param_ops_bint;
int param_set_bint(const char *val, const struct kernel_param *kp);
extern const struct kernel_param_ops param_ops_string;
int param_set_copystring(const char *val, const struct kernel_param *kp);
int param_get_string(char *buffer, const struct kernel_param *kp);
extern const struct kernel_param_ops param_array_ops;
void param_free_charp(void *arg);

bool parameq(const char *a, const char *b);

#endif /* _LINUX_MODULEPARAM_H */
