// SPDX-License-Identifier: MIT
#include <libc.h>

void *memcpy(void *dst, const void *src, size_t n)
{
	const char *s = src;
	char *d = dst;

	while (n--)
		*d++ = *s++;
	return dst;
}

void *memset(void *dst, int c, size_t n)
{
	char *d = dst;

	while (n--)
		*d++ = c;
	return dst;
}

size_t strlen(const char *s)
{
	size_t n = 0;

	while (s[n])
		n++;
	return n;
}

int strncmp(const char *a, const char *b, size_t n)
{
	for (; n; n--, a++, b++)
		if (*a != *b || !*a)
			return (unsigned char)*a - (unsigned char)*b;
	return 0;
}

int strcmp(const char *a, const char *b)
{
	return strncmp(a, b, (size_t)-1);
}

char *strchr(const char *s, int c)
{
	for (;; s++) {
		if (*s == (char)c)
			return (char *)s;
		if (!*s)
			return NULL;
	}
}

char *strrchr(const char *s, int c)
{
	const char *last = NULL;

	do {
		if (*s == (char)c)
			last = s;
	} while (*s++);
	return (char *)last;
}

/* The wording of libc, for the errors that loading and running can give. */
static const struct {
	int error;
	const char *text;
} errors[] = {
	{ EPERM,	"Operation not permitted" },
	{ ENOENT,	"No such file or directory" },
	{ ESRCH,	"No such process" },
	{ EINTR,	"Interrupted system call" },
	{ EIO,		"Input/output error" },
	{ ENXIO,	"No such device or address" },
	{ E2BIG,	"Argument list too long" },
	{ ENOEXEC,	"Exec format error" },
	{ EBADF,	"Bad file descriptor" },
	{ ECHILD,	"No child processes" },
	{ EAGAIN,	"Resource temporarily unavailable" },
	{ ENOMEM,	"Cannot allocate memory" },
	{ EACCES,	"Permission denied" },
	{ EFAULT,	"Bad address" },
	{ EBUSY,	"Device or resource busy" },
	{ EEXIST,	"File exists" },
	{ ENODEV,	"No such device" },
	{ ENOTDIR,	"Not a directory" },
	{ EISDIR,	"Is a directory" },
	{ EINVAL,	"Invalid argument" },
	{ ENOSPC,	"No space left on device" },
	{ ERANGE,	"Numerical result out of range" },
	{ ENOSYS,	"Function not implemented" },
	{ EBADMSG,	"Bad message" },
	{ EOPNOTSUPP,	"Operation not supported" },
	{ ETIMEDOUT,	"Connection timed out" },
	{ EKEYREJECTED,	"Key was rejected by service" },
};

const char *strerror(int error)
{
	static char unknown[32];
	size_t i;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (errors[i].error == error)
			return errors[i].text;
	snprintf(unknown, sizeof(unknown), "Unknown error %d", error);
	return unknown;
}
