/* SPDX-License-Identifier: MIT */
#define HYPERCALL_RETURN	bx lr
#define HYPERCALL_PAD		0xff	/* undefined: nobody runs past the return */
	.arm
#include <initlab/hypercall-stub.h>
