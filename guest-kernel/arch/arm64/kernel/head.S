/* SPDX-License-Identifier: MIT */
/*
 * The ELF entry. The kernel model calls the functions of this image one by one and never
 * comes here: whoever starts the image as a bare program finds a processor at rest.
 */
	.section .head.text, "ax"
	.globl	primary_entry
	.type	primary_entry, %function
primary_entry:
	msr	daifset, #0xf
1:	wfi
	b	1b
	.size	primary_entry, . - primary_entry
