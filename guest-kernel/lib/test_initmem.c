// SPDX-License-Identifier: MIT
/*
 * Init memory and ways to use it after it is gone. The __ref functions silence the
 * section mismatch report, as a driver with such a bug would.
 */
#include <linux/init.h>
#include <linux/module.h>

int test_initmem_fn(void);
extern int test_initmem_datum;
int test_initmem_call(void);
int test_initmem_read(void);
void test_initmem_write(int value);

int test_initmem_datum __initdata = 42;

int __init noinline test_initmem_fn(void)
{
	pr_info("test_initmem: init code runs, datum %d\n", test_initmem_datum);
	return test_initmem_datum;
}

int __ref test_initmem_call(void)
{
	int ret = test_initmem_fn();

	barrier();	/* or this becomes a jump, and is missing from the call trace */
	return ret;
}
EXPORT_SYMBOL(test_initmem_call);

int __ref test_initmem_read(void)
{
	return READ_ONCE(test_initmem_datum);
}
EXPORT_SYMBOL(test_initmem_read);

void __ref test_initmem_write(int value)
{
	WRITE_ONCE(test_initmem_datum, value);
}
EXPORT_SYMBOL(test_initmem_write);
