/* SPDX-License-Identifier: MIT */
#define MODULE_ARCH_VERMAGIC	""
