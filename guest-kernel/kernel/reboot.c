// SPDX-License-Identifier: MIT
/* The orderly ways to stop. */
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/reboot.h>

static NOTIFIER_HEAD(reboot_notifiers);

int register_reboot_notifier(struct notifier_block *nb)
{
	return notifier_chain_register(&reboot_notifiers, nb);
}
EXPORT_SYMBOL(register_reboot_notifier);

int unregister_reboot_notifier(struct notifier_block *nb)
{
	return notifier_chain_unregister(&reboot_notifiers, nb);
}
EXPORT_SYMBOL(unregister_reboot_notifier);

void kernel_restart(char *command)
{
	notifier_call_chain(&reboot_notifiers, SYS_RESTART, command);
	if (command)
		pr_emerg("reboot: Restarting system with command '%s'\n", command);
	else
		pr_emerg("reboot: Restarting system\n");
	machine_restart(command);
}
EXPORT_SYMBOL_GPL(kernel_restart);

void kernel_halt(void)
{
	notifier_call_chain(&reboot_notifiers, SYS_HALT, NULL);
	pr_emerg("reboot: System halted\n");
	machine_halt();
}
EXPORT_SYMBOL_GPL(kernel_halt);

void kernel_power_off(void)
{
	notifier_call_chain(&reboot_notifiers, SYS_POWER_OFF, NULL);
	pr_emerg("reboot: Power down\n");
	machine_power_off();
}
EXPORT_SYMBOL_GPL(kernel_power_off);
