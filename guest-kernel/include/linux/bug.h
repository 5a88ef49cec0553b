/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_BUG_H
#define _LINUX_BUG_H

#include <linux/build_bug.h>
#include <linux/compiler.h>
#include <linux/printk.h>

/* An instruction that is none: the model's oops says where. */
#define BUG()	do {							\
	pr_crit("kernel BUG at %s:%d!\n", __FILE__, __LINE__);		\
	__builtin_trap();						\
} while (0)

#define BUG_ON(condition)	do { if (unlikely(condition)) BUG(); } while (0)

#define WARN(condition, fmt, ...) ({					\
	bool __warn = !!(condition);					\
	if (unlikely(__warn)) {						\
		pr_warn("WARNING: at %s:%d %s()\n", __FILE__, __LINE__, __func__); \
		pr_warn(fmt, ##__VA_ARGS__);				\
	}								\
	unlikely(__warn); })
#define WARN_ON(condition) ({						\
	bool __warn = !!(condition);					\
	if (unlikely(__warn))						\
		pr_warn("WARNING: at %s:%d %s()\n", __FILE__, __LINE__, __func__); \
	unlikely(__warn); })
#define WARN_ON_ONCE(condition) ({					\
	static bool __warned;						\
	bool __bad = !!(condition);					\
	if (unlikely(__bad && !__warned)) {				\
		__warned = true;					\
		WARN_ON(1);						\
	}								\
	unlikely(__bad); })

#endif /* _LINUX_BUG_H */
