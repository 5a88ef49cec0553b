/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_VERMAGIC_H
#define _LINUX_VERMAGIC_H

#include <linux/utsrelease.h>
#include <asm/vermagic.h>

/* The trailing blank of x86 is part of the string. */
#define VERMAGIC_STRING	UTS_RELEASE " SMP mod_unload " MODULE_ARCH_VERMAGIC

#endif /* _LINUX_VERMAGIC_H */
