// SPDX-License-Identifier: MIT
/* Two devices, of which the first asks for the second, which comes after it. */
#include <linux/errno.h>
#include <linux/module.h>
#include <linux/platform_device.h>

static bool second_is_there;

static int first_probe(struct platform_device *pdev)
{
	if (!second_is_there)
		return -EPROBE_DEFER;
	pr_info("waits: first has what it needs\n");
	return 0;
}

static int second_probe(struct platform_device *pdev)
{
	second_is_there = true;
	return 0;
}

static struct platform_driver first_driver = {
	.probe	= first_probe,
	.driver	= { .name = "waits-first" },
};

static struct platform_driver second_driver = {
	.probe	= second_probe,
	.driver	= { .name = "waits-second" },
};

static struct platform_device first = { .name = "waits-first" };
static struct platform_device second = { .name = "waits-second" };
static struct platform_device *devices[] = { &first, &second };

static int __init waits_init(void)
{
	int ret = platform_driver_register(&first_driver);

	if (ret)
		return ret;
	ret = platform_driver_register(&second_driver);
	if (ret)
		goto no_second;
	ret = platform_add_devices(devices, ARRAY_SIZE(devices));
	if (!ret)
		return 0;
	platform_driver_unregister(&second_driver);
no_second:
	platform_driver_unregister(&first_driver);
	return ret;
}

static void __exit waits_exit(void)
{
	platform_device_unregister(&second);
	platform_device_unregister(&first);
	platform_driver_unregister(&second_driver);
	platform_driver_unregister(&first_driver);
}

module_init(waits_init);
module_exit(waits_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A probe that is deferred once the kernel is up");
