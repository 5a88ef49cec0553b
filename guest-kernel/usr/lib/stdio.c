// SPDX-License-Identifier: MIT
#include <libc.h>

/* Where the text goes, and how long it would be if there were room. */
struct out {
	char *buf;
	size_t size;
	size_t len;
};

static void put(struct out *out, char c)
{
	if (out->len + 1 < out->size)
		out->buf[out->len] = c;
	out->len++;
}

static void put_padded(struct out *out, const char *s, int len, int width, char pad)
{
	for (; width > len; width--)
		put(out, pad);
	while (len--)
		put(out, *s++);
}

static void put_number(struct out *out, unsigned long value, unsigned int base, int negative,
		       int width, char pad)
{
	char digits[24];
	int at = sizeof(digits);

	do {
		digits[--at] = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	if (negative && pad == '0') {
		put(out, '-');
		width--;
	} else if (negative) {
		digits[--at] = '-';
	}
	put_padded(out, digits + at, sizeof(digits) - at, width, pad);
}

/* %d %i %u %x %c %s %p %%, with l or z, a width and a leading 0. */
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args)
{
	struct out out = { buf, size, 0 };

	for (; *fmt; fmt++) {
		int width = 0, wide = 0;
		char pad = ' ', c;
		const char *s;
		long value;

		if (*fmt != '%') {
			put(&out, *fmt);
			continue;
		}
		if (*++fmt == '0')
			pad = '0';
		for (; *fmt >= '0' && *fmt <= '9'; fmt++)
			width = width * 10 + *fmt - '0';
		for (; *fmt == 'l' || *fmt == 'z'; fmt++)
			wide = 1;
		switch (*fmt) {
		case 'd': case 'i':
			value = wide ? va_arg(args, long) : va_arg(args, int);
			put_number(&out, value < 0 ? -(unsigned long)value : (unsigned long)value,
				   10, value < 0, width, pad);
			break;
		case 'u': case 'x':
			put_number(&out, wide ? va_arg(args, unsigned long)
					      : va_arg(args, unsigned int),
				   *fmt == 'u' ? 10 : 16, 0, width, pad);
			break;
		case 'p':
			put(&out, '0');
			put(&out, 'x');
			put_number(&out, (unsigned long)va_arg(args, void *), 16, 0, width, pad);
			break;
		case 's':
			s = va_arg(args, const char *);
			if (!s)
				s = "(null)";
			put_padded(&out, s, strlen(s), width, ' ');
			break;
		case 'c':
			c = va_arg(args, int);
			put_padded(&out, &c, 1, width, ' ');
			break;
		case '\0':
			fmt--;
			break;
		default:
			put(&out, *fmt);
		}
	}
	if (size)
		buf[out.len < size ? out.len : size - 1] = '\0';
	return out.len;
}

int snprintf(char *buf, size_t size, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(buf, size, fmt, args);
	va_end(args);
	return len;
}

int dprintf(int fd, const char *fmt, ...)
{
	char line[1024];
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(line, sizeof(line), fmt, args);
	va_end(args);
	if (len >= (int)sizeof(line))
		len = sizeof(line) - 1;
	return write(fd, line, len);
}
