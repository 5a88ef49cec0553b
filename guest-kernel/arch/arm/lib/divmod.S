/* SPDX-License-Identifier: MIT */
/* 64-bit division as compilers call it: both results in registers, which C cannot return. */
	.macro	divmod name, divide
	.globl	\name
	.type	\name, %function
\name:	push	{fp, lr}
	mov	fp, sp
	sub	sp, sp, #16
	add	ip, sp, #8
	str	ip, [sp]		/* the fifth argument: where the remainder goes */
	bl	\divide			/* the quotient stays in r0 and r1 */
	ldrd	r2, r3, [sp, #8]
	mov	sp, fp
	pop	{fp, pc}
	.size	\name, . - \name
	.endm

	.text
	.arm
	divmod	__aeabi_uldivmod, __udivmoddi4
	divmod	__aeabi_ldivmod, __divmoddi4
	.section .note.GNU-stack, "", %progbits
