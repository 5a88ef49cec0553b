/* SPDX-License-Identifier: MIT */
/* The stack at the start: argc, argv[], NULL, envp[], NULL, auxiliary vector. */
	.text
	.globl	_start
	.type	_start, %function
_start:
#if defined(__x86_64__)
	xorl	%ebp, %ebp		/* the outermost frame */
	movq	%rsp, %rdi
	andq	$-16, %rsp
	call	__libc_start
#elif defined(__aarch64__)
	mov	x29, xzr		/* the outermost frame */
	mov	x30, xzr
	mov	x0, sp
	bl	__libc_start
#elif defined(__arm__)
	.arm
	mov	fp, #0			/* the outermost frame */
	mov	lr, #0
	mov	r0, sp
	bic	sp, sp, #7
	bl	__libc_start
#endif
	.size	_start, . - _start
	.section .note.GNU-stack, "", %progbits
