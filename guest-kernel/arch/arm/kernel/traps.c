// SPDX-License-Identifier: MIT
#include <linux/kernel.h>
#include <asm/aeabi.h>

void __div0(void)
{
	pr_err("Division by zero in kernel.\n");
}
