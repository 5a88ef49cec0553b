/* SPDX-License-Identifier: MIT */
/* The instruction set, and how virtual addresses are patched; the blank is part of it. */
#define MODULE_ARCH_VERMAGIC	"ARMv7 p2v8 "
