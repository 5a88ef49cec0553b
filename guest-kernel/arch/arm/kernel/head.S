/* SPDX-License-Identifier: MIT */
/*
 * The ELF entry. The kernel model calls the functions of this image one by one and never
 * comes here: whoever starts the image as a bare program finds a processor at rest.
 */
	.section .head.text, "ax"
	.arm
	.globl	stext
	.type	stext, %function
stext:
	cpsid	if			/* nobody is there to take an interrupt */
1:	wfi
	b	1b
	.size	stext, . - stext
