// SPDX-License-Identifier: MIT
#include <linux/module.h>

/* No date and no host: the same source gives the same image. */
const char linux_banner[] =
	"Linux version " UTS_RELEASE " (initlab@initlab) (" INITLAB_COMPILER
	") #1 SMP PREEMPT\n";
