// SPDX-License-Identifier: MIT
/*
 * Division, bit by bit from the top: ARMv7-A need not have an instruction for it. Nothing
 * here may divide, or the compiler calls these functions from themselves.
 */
#include <linux/compiler.h>
#include <asm/aeabi.h>

/* A kernel complains; a program goes on with 0. */
void __weak __div0(void)
{
}

static u32 udivmod32(u32 n, u32 d, u32 *remainder)
{
	u32 quotient = 0;
	int shift;

	*remainder = n;
	if (!d) {
		__div0();
		return 0;
	}
	if (n < d)
		return 0;
	for (shift = __builtin_clz(d) - __builtin_clz(n); shift >= 0; shift--) {
		if (n >= d << shift) {
			n -= d << shift;
			quotient |= 1U << shift;
		}
	}
	*remainder = n;
	return quotient;
}

u64 __aeabi_uidivmod(u32 n, u32 d)
{
	u32 remainder, quotient = udivmod32(n, d, &remainder);

	return (u64)remainder << 32 | quotient;
}

u32 __aeabi_uidiv(u32 n, u32 d)
{
	return __aeabi_uidivmod(n, d);
}

static u32 magnitude(s32 value)
{
	return value < 0 ? -(u32)value : value;
}

/* C rounds towards zero, so the remainder has the sign of what is divided. */
u64 __aeabi_idivmod(s32 n, s32 d)
{
	u32 remainder, quotient = udivmod32(magnitude(n), magnitude(d), &remainder);

	if ((n ^ d) < 0)
		quotient = -quotient;
	if (n < 0)
		remainder = -remainder;
	return (u64)remainder << 32 | quotient;
}

s32 __aeabi_idiv(s32 n, s32 d)
{
	return __aeabi_idivmod(n, d);
}

static int leading_zeros(u64 value)
{
	u32 high = value >> 32;

	return high ? __builtin_clz(high) : 32 + __builtin_clz((u32)value);
}

u64 __udivmoddi4(u64 n, u64 d, u64 *remainder)
{
	u64 quotient = 0;
	int shift;

	*remainder = n;
	if (!d) {
		__div0();
		return 0;
	}
	if (n < d)
		return 0;
	for (shift = leading_zeros(d) - leading_zeros(n); shift >= 0; shift--) {
		if (n >= d << shift) {
			n -= d << shift;
			quotient |= 1ULL << shift;
		}
	}
	*remainder = n;
	return quotient;
}

s64 __divmoddi4(s64 n, s64 d, s64 *remainder)
{
	u64 rest, quotient;

	quotient = __udivmoddi4(n < 0 ? -(u64)n : n, d < 0 ? -(u64)d : d, &rest);
	*remainder = n < 0 ? -rest : rest;
	return (n ^ d) < 0 ? -quotient : quotient;
}
