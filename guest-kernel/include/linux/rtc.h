/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_RTC_H
#define _LINUX_RTC_H

#include <linux/list.h>
#include <linux/types.h>

struct rtc_device {
	const char *name;
	time64_t (*read_time)(struct rtc_device *rtc);
	struct list_head list;
};

int rtc_register_device(struct rtc_device *rtc);
struct rtc_device *rtc_first(void);

#endif /* _LINUX_RTC_H */
