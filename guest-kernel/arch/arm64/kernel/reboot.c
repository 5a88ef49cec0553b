// SPDX-License-Identifier: MIT
#include <linux/init.h>
#include <linux/io.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>
#include <linux/reboot.h>
#include <asm/processor.h>

#define POWER_BASE	0x09010000	/* the machine's power device */
#define POWER_OFF	0x5555
#define POWER_RESTART	0x7777

static void __iomem *power_base;

static int __init power_init(void)
{
	power_base = ioremap(POWER_BASE, 0x1000);
	if (!power_base)
		return -ENOMEM;
	pr_info("power: device at %#x\n", POWER_BASE);
	return 0;
}
early_initcall(power_init);

static void __noreturn stop_here(void)
{
	local_irq_disable();
	for (;;)
		cpu_wait_for_interrupt();
}

static void power_write(u32 value)
{
	if (power_base)
		writel(value, power_base);
}

void machine_halt(void)
{
	stop_here();
}

void machine_power_off(void)
{
	power_write(POWER_OFF);
	stop_here();
}

void machine_restart(char *command)
{
	power_write(POWER_RESTART);
	stop_here();
}
