/* SPDX-License-Identifier: MIT */
/*
 * The ELF entry. The kernel model calls the functions of this image one by one and never
 * comes here: whoever starts the image as a bare program finds a processor at rest.
 */
	.section .head.text, "ax"
	.globl	startup_64
	.type	startup_64, %function
startup_64:
	cli
1:	hlt
	jmp	1b
	.size	startup_64, . - startup_64
