// SPDX-License-Identifier: MIT
/* Like their namesakes without a result; 4 and 8 promise alignment. */
#include <asm/aeabi.h>

/* Of the kernel's or the program's own library. */
void *memcpy(void *dst, const void *src, size_t n);
void *memmove(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);

#define AEABI_MEMORY(align)						\
	void __aeabi_memcpy##align(void *dst, const void *src, size_t n) \
	{ memcpy(dst, src, n); }					\
	void __aeabi_memmove##align(void *dst, const void *src, size_t n) \
	{ memmove(dst, src, n); }					\
	void __aeabi_memset##align(void *dst, size_t n, int c)		\
	{ memset(dst, c, n); }						\
	void __aeabi_memclr##align(void *dst, size_t n)			\
	{ memset(dst, 0, n); }

AEABI_MEMORY()
AEABI_MEMORY(4)
AEABI_MEMORY(8)
