// SPDX-License-Identifier: MIT
/* Exports and nothing else: no init function, no exit function. */
#include <linux/module.h>

int library_answer(void);

int library_answer(void)
{
	return 42;
}
EXPORT_SYMBOL(library_answer);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A library");
