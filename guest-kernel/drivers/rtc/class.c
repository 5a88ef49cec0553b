// SPDX-License-Identifier: MIT
#include <linux/device.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/rtc.h>

static LIST_HEAD(rtcs);

static struct class rtc_class = {
	.name = "rtc",
};

int rtc_register_device(struct rtc_device *rtc)
{
	list_add_tail(&rtc->list, &rtcs);
	rtc_class.devices++;
	return 0;
}
EXPORT_SYMBOL_GPL(rtc_register_device);

struct rtc_device *rtc_first(void)
{
	return list_first_entry_or_null(&rtcs, struct rtc_device, list);
}
EXPORT_SYMBOL_GPL(rtc_first);

static int __init rtc_init(void)
{
	return class_register(&rtc_class);
}
subsys_initcall(rtc_init);
