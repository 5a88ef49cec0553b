// SPDX-License-Identifier: MIT
/* mknod NAME c MAJOR MINOR */
#include <libc.h>

#define S_IFCHR	0020000

static int number(const char *text, unsigned int *value)
{
	*value = 0;
	if (!*text)
		return -1;
	for (; *text >= '0' && *text <= '9'; text++)
		*value = *value * 10 + (*text - '0');
	return *text ? -1 : 0;
}

int main(int argc, char **argv)
{
	unsigned int major, minor;

	if (argc != 5 || strcmp(argv[2], "c") || number(argv[3], &major) ||
	    number(argv[4], &minor) || major > 0xfff || minor > 0xff) {
		dprintf(2, "Usage: mknod NAME c MAJOR MINOR\n");
		return 1;
	}
	if (mknod(argv[1], S_IFCHR | 0666, major << 8 | minor) < 0) {
		dprintf(2, "mknod: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	return 0;
}
