/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_CLOCKCHIPS_H
#define _LINUX_CLOCKCHIPS_H

struct clock_event_device {
	const char *name;
	int rating;			/* the highest one ticks */
	int irq;
	void (*event_handler)(struct clock_event_device *dev);
	int (*set_state_periodic)(struct clock_event_device *dev, unsigned int hz);
	int (*set_state_shutdown)(struct clock_event_device *dev);
};

void clockevents_register_device(struct clock_event_device *dev);

/* kernel/time/timekeeping.c: takes the device, if it is the best so far. */
void tick_check_new_device(struct clock_event_device *dev);
int tick_set_rate(unsigned int hz);

#endif /* _LINUX_CLOCKCHIPS_H */
