// SPDX-License-Identifier: MIT
/* A parameter with a setter of its own, which takes even numbers only. */
#include <linux/module.h>

static int even;

static int even_set(const char *val, const struct kernel_param *kp)
{
	int value, ret = val ? kstrtoint(val, 0, &value) : -EINVAL;

	if (ret)
		return ret;
	if (value & 1)
		return -EDOM;
	*(int *)kp->arg = value;
	return 0;
}

static const struct kernel_param_ops even_ops = {
	.set = even_set,
	.get = param_get_int,
};
module_param_cb(even, &even_ops, &even, 0644);
MODULE_PARM_DESC(even, "an even number");

static int __init bad_param_init(void)
{
	pr_info("bad_param: even=%d\n", even);
	return 0;
}

static void __exit bad_param_exit(void)
{
}

module_init(bad_param_init);
module_exit(bad_param_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Refuses odd parameters");
