// SPDX-License-Identifier: MIT
/* A generator that gives the same numbers at every boot, as everything here does. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>

#include <linux/prandom.h>

static u32 state;

/* xorshift32: period 2^32 - 1, the state must not be 0. */
u32 prandom_u32(void)
{
	state ^= state << 13;
	state ^= state >> 17;
	state ^= state << 5;
	return state;
}
EXPORT_SYMBOL(prandom_u32);

static int __init prandom_init(void)
{
	state = 0x1a2b3c4d;
	return 0;
}
pure_initcall(prandom_init);
