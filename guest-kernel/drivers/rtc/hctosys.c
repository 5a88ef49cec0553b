// SPDX-License-Identifier: MIT
/* Sets the system's clock from the hardware's, if there is one. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/rtc.h>

static int __init rtc_hctosys(void)
{
	struct rtc_device *rtc = rtc_first();

	if (!rtc) {
		pr_info("hctosys: unable to open rtc device (rtc0)\n");
		return -ENODEV;
	}
	pr_info("%s: setting system clock to %lld\n", rtc->name, rtc->read_time(rtc));
	return 0;
}
late_initcall(rtc_hctosys);
