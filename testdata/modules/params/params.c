// SPDX-License-Identifier: MIT
/* One parameter of every kind. */
#include <linux/kernel.h>
#include <linux/module.h>

static unsigned char a_byte;
module_param(a_byte, byte, 0644);
static short a_short;
module_param(a_short, short, 0644);
static unsigned short a_ushort;
module_param(a_ushort, ushort, 0644);
static int an_int;
module_param(an_int, int, 0644);
static unsigned int a_uint;
module_param(a_uint, uint, 0644);
static long a_long;
module_param(a_long, long, 0644);
static unsigned long a_ulong;
module_param(a_ulong, ulong, 0644);
static unsigned long long a_ullong;
module_param(a_ullong, ullong, 0644);
static unsigned int a_hexint;
module_param(a_hexint, hexint, 0644);
static bool a_bool;
module_param(a_bool, bool, 0644);
static bool an_invbool;
module_param(an_invbool, invbool, 0644);
static int a_bint;
module_param(a_bint, bint, 0644);
static char *a_charp = "none";
module_param(a_charp, charp, 0644);
static char a_string[8] = "none";
module_param_string(a_string, a_string, sizeof(a_string), 0644);
static int an_array[4];
static unsigned int an_array_count;
module_param_array(an_array, int, &an_array_count, 0644);
static int hidden;
module_param_named(another_name, hidden, int, 0);
static int unsafe;
module_param_unsafe(unsafe, int, 0644);

static int __init params_init(void)
{
	unsigned int i;

	pr_info("params: byte=%hhu short=%hd ushort=%hu int=%d uint=%u\n", a_byte, a_short,
		a_ushort, an_int, a_uint);
	pr_info("params: long=%ld ulong=%lu ullong=%llu hexint=%#x\n", a_long, a_ulong,
		a_ullong, a_hexint);
	pr_info("params: bool=%d invbool=%d bint=%d charp=%s string=%s\n", a_bool, an_invbool,
		a_bint, a_charp, a_string);
	pr_info("params: another_name=%d unsafe=%d array has %u\n", hidden, unsafe,
		an_array_count);
	for (i = 0; i < an_array_count; i++)
		pr_info("params: array[%u]=%d\n", i, an_array[i]);
	return 0;
}

static void __exit params_exit(void)
{
	pr_info("params: int=%d at the end\n", an_int);
}

module_init(params_init);
module_exit(params_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("One parameter of every kind");
