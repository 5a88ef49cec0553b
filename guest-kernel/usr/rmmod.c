// SPDX-License-Identifier: MIT
/* rmmod NAME...: wording as busybox has it. */
#include <libc.h>

int main(int argc, char **argv)
{
	int i, ret = 0;

	if (argc < 2) {
		dprintf(2, "Usage: rmmod MODULE...\n");
		return 1;
	}
	for (i = 1; i < argc; i++) {
		if (delete_module(argv[i], O_NONBLOCK | O_EXCL) < 0) {
			dprintf(2, "rmmod: can't unload module '%s': %s\n", argv[i],
				strerror(errno));
			ret = 1;
		}
	}
	return ret;
}
