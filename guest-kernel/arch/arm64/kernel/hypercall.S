/* SPDX-License-Identifier: MIT */
#define HYPERCALL_PAD	0	/* udf: nobody runs past the return */
#include <initlab/hypercall-stub.h>
