/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_KERNEL_H
#define _LINUX_KERNEL_H

#include <linux/stdarg.h>
#include <linux/types.h>
#include <linux/compiler.h>
#include <linux/bug.h>
#include <linux/build_bug.h>
#include <linux/container_of.h>
#include <linux/errno.h>
#include <linux/kstrtox.h>
#include <linux/minmax.h>
#include <linux/printk.h>
#include <linux/stringify.h>

#define U8_MAX			((u8)~0U)
#define U16_MAX			((u16)~0U)
#define U32_MAX			((u32)~0U)
#define U64_MAX			((u64)~0ULL)
#define INT_MAX			((int)(~0U >> 1))
#define INT_MIN			(-INT_MAX - 1)
#define UINT_MAX		(~0U)
#define LONG_MAX		((long)(~0UL >> 1))
#define LONG_MIN		(-LONG_MAX - 1)
#define ULONG_MAX		(~0UL)
#define LLONG_MAX		((long long)(~0ULL >> 1))
#define LLONG_MIN		(-LLONG_MAX - 1)
#define ULLONG_MAX		(~0ULL)
#define SHRT_MAX		((short)(U16_MAX >> 1))
#define SHRT_MIN		((short)(-SHRT_MAX - 1))
#define USHRT_MAX		U16_MAX

#define ALIGN(x, a)		(((x) + ((typeof(x))(a) - 1)) & ~((typeof(x))(a) - 1))
#define IS_ALIGNED(x, a)	(((x) & ((typeof(x))(a) - 1)) == 0)
#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]) + __must_be_array(a))
#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define upper_32_bits(n)	((u32)((u64)(n) >> 32))
#define lower_32_bits(n)	((u32)(n))
#define BIT(nr)			(1UL << (nr))

/* Hypercalls: see <initlab/hypercalls.h>. */
void panic(const char *fmt, ...) __printf(1, 2) __noreturn __cold;
int snprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args) __printf(3, 0);
int sprintf(char *buf, const char *fmt, ...) __printf(2, 3);
int scnprintf(char *buf, size_t size, const char *fmt, ...) __printf(3, 4);

char *kasprintf(gfp_t gfp, const char *fmt, ...) __printf(2, 3) __malloc;
char *kvasprintf(gfp_t gfp, const char *fmt, va_list args) __printf(2, 0) __malloc;

#define might_sleep()		do { } while (0)

#endif /* _LINUX_KERNEL_H */
