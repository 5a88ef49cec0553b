/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_UACCESS_H
#define _LINUX_UACCESS_H

#include <linux/compiler.h>
#include <linux/errno.h>
#include <linux/types.h>

/* Hypercalls, see <initlab/hypercalls.h>: how many bytes were not copied. */
unsigned long _copy_to_user(void __user *to, const void *from, unsigned long n) __must_check;
unsigned long _copy_from_user(void *to, const void __user *from, unsigned long n) __must_check;
unsigned long clear_user(void __user *to, unsigned long n) __must_check;
long strncpy_from_user(char *dst, const char __user *src, long count);

#define copy_to_user(to, from, n)	_copy_to_user(to, from, n)
#define copy_from_user(to, from, n)	_copy_from_user(to, from, n)

#define put_user(x, ptr) ({						\
	typeof(*(ptr)) __pu_val = (x);					\
	_copy_to_user((void __user *)(ptr), &__pu_val, sizeof(__pu_val)) ? -EFAULT : 0; \
})
#define get_user(x, ptr) ({						\
	typeof(*(ptr)) __gu_val = 0;					\
	int __gu_err = _copy_from_user((void *)&__gu_val, (ptr), sizeof(__gu_val)) ? -EFAULT : 0; \
	(x) = __gu_val;							\
	__gu_err;							\
})

#endif /* _LINUX_UACCESS_H */
