// SPDX-License-Identifier: MIT
/* cat: files, or what is typed. */
#include <libc.h>

static int copy(int fd, const char *name)
{
	char buf[4096];
	ssize_t n;

	while ((n = read(fd, buf, sizeof(buf))) > 0)
		write(1, buf, n);
	if (n < 0)
		dprintf(2, "cat: %s: %s\n", name, strerror(errno));
	return n < 0;
}

int main(int argc, char **argv)
{
	int failed = 0;

	if (argc < 2)
		return copy(0, "standard input");
	while (*++argv) {
		int fd = open(*argv, O_RDONLY);

		if (fd < 0) {
			dprintf(2, "cat: can't open '%s': %s\n", *argv, strerror(errno));
			failed = 1;
			continue;
		}
		failed |= copy(fd, *argv);
		close(fd);
	}
	return failed;
}
