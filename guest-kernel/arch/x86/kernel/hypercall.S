/* SPDX-License-Identifier: MIT */
#define HYPERCALL_PAD	0xcc	/* int3: nobody runs past the return */
#include <initlab/hypercall-stub.h>
