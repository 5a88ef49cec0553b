// SPDX-License-Identifier: MIT
/* 64-bit numbers out of 32-bit ones; shift counts are 0 to 63. */
#include <asm/aeabi.h>

static u64 join(u32 high, u32 low)
{
	return (u64)high << 32 | low;
}

u64 __aeabi_lmul(u64 a, u64 b)
{
	return a * b;
}

u64 __aeabi_llsl(u64 value, int count)
{
	u32 low = value, high = value >> 32;

	if (!count)
		return value;
	return count < 32 ? join(high << count | low >> (32 - count), low << count)
			  : join(low << (count - 32), 0);
}

u64 __aeabi_llsr(u64 value, int count)
{
	u32 low = value, high = value >> 32;

	if (!count)
		return value;
	return count < 32 ? join(high >> count, low >> count | high << (32 - count))
			  : join(0, high >> (count - 32));
}

s64 __aeabi_lasr(s64 value, int count)
{
	u32 low = value;
	s32 high = value >> 32;

	if (!count)
		return value;
	return count < 32 ? join(high >> count, low >> count | (u32)high << (32 - count))
			  : join(high >> 31, high >> (count - 32));
}

int __aeabi_lcmp(s64 a, s64 b)
{
	return (a > b) - (a < b);
}

int __aeabi_ulcmp(u64 a, u64 b)
{
	return (a > b) - (a < b);
}

void __aeabi_unwind_cpp_pr0(void)
{
}

void __aeabi_unwind_cpp_pr1(void)
{
}

void __aeabi_unwind_cpp_pr2(void)
{
}
