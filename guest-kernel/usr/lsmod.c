// SPDX-License-Identifier: MIT
/* lsmod: /proc/modules as it stands. */
#include <libc.h>

int main(int argc, char **argv)
{
	char buf[4096];
	ssize_t n;
	int fd = open("/proc/modules", O_RDONLY);

	if (fd < 0) {
		dprintf(2, "lsmod: can't open '/proc/modules': %s\n", strerror(errno));
		return 1;
	}
	while ((n = read(fd, buf, sizeof(buf))) > 0)
		write(1, buf, n);
	close(fd);
	return n < 0;
}
