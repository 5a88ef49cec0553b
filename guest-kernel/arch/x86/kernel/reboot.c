// SPDX-License-Identifier: MIT
#include <linux/io.h>
#include <linux/irqflags.h>
#include <linux/reboot.h>
#include <asm/processor.h>

#define PM1A_CONTROL	0x604	/* ACPI, where QEMU's chipsets have it */
#define SLP_EN		0x2000	/* sleep now, type 0: off */
#define KBD_COMMAND	0x64
#define KBD_PULSE_RESET	0xfe

static void __noreturn stop_here(void)
{
	local_irq_disable();
	for (;;)
		cpu_wait_for_interrupt();
}

void machine_halt(void)
{
	stop_here();
}

void machine_power_off(void)
{
	outw(SLP_EN, PM1A_CONTROL);
	stop_here();
}

void machine_restart(char *command)
{
	outb(KBD_PULSE_RESET, KBD_COMMAND);
	stop_here();
}
