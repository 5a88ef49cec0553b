// SPDX-License-Identifier: MIT
/* Goes wrong where it is told to: where=init|exit, how=read|write|exec|bug. */
#include <linux/module.h>
#include <linux/string.h>

static char *where = "init";
module_param(where, charp, 0);
static char *how = "read";
module_param(how, charp, 0);

static const int constant = 1;
static unsigned long nowhere_address = 0x10;

static noinline void go_wrong(void)
{
	void (*nowhere)(void) = (void (*)(void))READ_ONCE(nowhere_address);

	if (!strcmp(how, "write"))
		*(volatile int *)&constant = 2;
	else if (!strcmp(how, "exec"))
		nowhere();
	else if (!strcmp(how, "bug"))
		__builtin_trap();
	else
		pr_info("oops: read %d\n", *(volatile int *)nowhere);
}

static int __init oops_init(void)
{
	if (!strcmp(where, "init"))
		go_wrong();
	return 0;
}

static void __exit oops_exit(void)
{
	if (!strcmp(where, "exit"))
		go_wrong();
}

module_init(oops_init);
module_exit(oops_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Goes wrong on purpose");
