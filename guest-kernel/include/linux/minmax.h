/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_MINMAX_H
#define _LINUX_MINMAX_H

#define __pick(a, op, b) ({			\
	typeof(a) __a = (a);			\
	typeof(b) __b = (b);			\
	(void)(&__a == &__b); /* warns when the types differ */	\
	__a op __b ? __a : __b; })

#define min(a, b)		__pick(a, <, b)
#define max(a, b)		__pick(a, >, b)
#define min_t(type, a, b)	__pick((type)(a), <, (type)(b))
#define max_t(type, a, b)	__pick((type)(a), >, (type)(b))
#define min3(a, b, c)		min(min(a, b), c)
#define max3(a, b, c)		max(max(a, b), c)
#define clamp(v, lo, hi)	min((typeof(v))max(v, lo), hi)
#define swap(a, b)		\
	do { typeof(a) __t = (a); (a) = (b); (b) = __t; } while (0)

#endif /* _LINUX_MINMAX_H */
