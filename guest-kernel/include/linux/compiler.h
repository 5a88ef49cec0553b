/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_COMPILER_H
#define _LINUX_COMPILER_H

#define __always_inline		inline __attribute__((__always_inline__))
#define noinline		__attribute__((__noinline__))
#define __noreturn		__attribute__((__noreturn__))
#define __used			__attribute__((__used__))
#define __maybe_unused		__attribute__((__unused__))
#define __always_unused		__attribute__((__unused__))
#define __must_check		__attribute__((__warn_unused_result__))
#define __packed		__attribute__((__packed__))
#define __weak			__attribute__((__weak__))
#define __pure			__attribute__((__pure__))
#define __malloc		__attribute__((__malloc__))
#define __cold			__attribute__((__cold__))
#define __visible
#define __section(name)		__attribute__((__section__(name)))
#define __aligned(x)		__attribute__((__aligned__(x)))
#define __alias(sym)		__attribute__((__alias__(#sym)))
#define __printf(fmt, first)	__attribute__((__format__(printf, fmt, first)))
#define __scanf(fmt, first)	__attribute__((__format__(scanf, fmt, first)))

/* GCC gives an alias the attributes of its target (cold, section) on request. */
#ifdef __has_attribute
# if __has_attribute(__copy__)
#  define __copy(sym)		__attribute__((__copy__(sym)))
# endif
# if __has_attribute(__fallthrough__)
#  define fallthrough		__attribute__((__fallthrough__))
# endif
#endif
#ifndef __copy
# define __copy(sym)
#endif
#ifndef fallthrough
# define fallthrough		do { } while (0)
#endif

/* Address spaces: meant for checkers, nothing to a compiler. */
#define __user
#define __kernel
#define __iomem
#define __percpu
#define __rcu
#define __force
#define __bitwise
#define __randomize_layout
#define __no_sanitize_address
#define notrace
#define asmlinkage

#define likely(x)		__builtin_expect(!!(x), 1)
#define unlikely(x)		__builtin_expect(!!(x), 0)
#define barrier()		__asm__ __volatile__("" : : : "memory")
#define unreachable()		__builtin_unreachable()
#define __same_type(a, b)	__builtin_types_compatible_p(typeof(a), typeof(b))
#define __must_be_array(a)	BUILD_BUG_ON_ZERO(__same_type((a), &(a)[0]))

#define READ_ONCE(x)		(*(const volatile typeof(x) *)&(x))
#define WRITE_ONCE(x, v)	((void)(*(volatile typeof(x) *)&(x) = (v)))

#define __PASTE_(a, b)		a##b
#define __PASTE(a, b)		__PASTE_(a, b)
#define __UNIQUE_ID(prefix)	__PASTE(__PASTE(__UNIQUE_ID_, prefix), __COUNTER__)

/*
 * A pointer that the link throws away again: it keeps a static function which only
 * assembly or an alias names from being optimised out.
 */
#define ___ADDRESSABLE(sym, attrs)					\
	static void * __used attrs __PASTE(__addressable_##sym, __LINE__) = \
		(void *)(unsigned long)&sym
#define __ADDRESSABLE(sym)	___ADDRESSABLE(sym, __section(".discard.addressable"))

#endif /* _LINUX_COMPILER_H */
