/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_REBOOT_H
#define _LINUX_REBOOT_H

/* The arguments of the system call; the user programs use this file too. */
#define LINUX_REBOOT_MAGIC1		0xfee1dead
#define LINUX_REBOOT_MAGIC2		0x28121969
#define LINUX_REBOOT_CMD_RESTART	0x01234567
#define LINUX_REBOOT_CMD_HALT		0xcdef0123
#define LINUX_REBOOT_CMD_POWER_OFF	0x4321fedc

#ifdef __KERNEL__
#include <linux/compiler.h>
#include <linux/notifier.h>

#define SYS_DOWN	0x0001
#define SYS_RESTART	SYS_DOWN
#define SYS_HALT	0x0002
#define SYS_POWER_OFF	0x0003

/* arch/<arch>/kernel/reboot.c: at once, without telling anybody. */
void machine_restart(char *command) __noreturn;
void machine_halt(void) __noreturn;
void machine_power_off(void) __noreturn;

/* kernel/reboot.c: tells who asked to be told, then the machine. */
int register_reboot_notifier(struct notifier_block *nb);
int unregister_reboot_notifier(struct notifier_block *nb);
void kernel_restart(char *command);
void kernel_halt(void);
void kernel_power_off(void);
#endif /* __KERNEL__ */

#endif /* _LINUX_REBOOT_H */
