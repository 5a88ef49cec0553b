// SPDX-License-Identifier: MIT
/* insmod FILE [name=value ...]: wording and exit status as busybox has them. */
#include <libc.h>

/* What an errno of init_module() means is not what it means elsewhere. */
static const char *module_error(int error)
{
	switch (error) {
	case ENOEXEC:
		return "invalid module format";
	case ENOENT:
		return "unknown symbol in module, or unknown parameter";
	case ESRCH:
		return "module has wrong symbol version";
	default:
		return strerror(error);
	}
}

static char *join(char **words)
{
	size_t len = 1;
	char **word, *text, *at;

	for (word = words; *word; word++)
		len += strlen(*word) + 1;
	text = at = malloc(len);
	if (!text)
		return NULL;
	for (word = words; *word; word++) {
		if (word != words)
			*at++ = ' ';
		memcpy(at, *word, strlen(*word));
		at += strlen(*word);
	}
	*at = '\0';
	return text;
}

int main(int argc, char **argv)
{
	char *image, *args;
	size_t len;
	int error;

	if (argc < 2) {
		dprintf(2, "Usage: insmod FILE [SYMBOL=VALUE]...\n");
		return 1;
	}
	args = join(argv + 2);
	image = args ? read_file(argv[1], &len) : NULL;
	if (!image) {
		error = errno;
		dprintf(2, "insmod: can't insert '%s': %s\n", argv[1], strerror(error));
		return error;
	}
	if (init_module(image, len, args) < 0) {
		error = errno;
		dprintf(2, "insmod: can't insert '%s': %s\n", argv[1], module_error(error));
		return error;
	}
	return 0;
}
