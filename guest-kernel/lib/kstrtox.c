// SPDX-License-Identifier: MIT
#include <linux/ctype.h>
#include <linux/export.h>
#include <linux/kernel.h>

static int digit_value(char c)
{
	if (isdigit(c))
		return c - '0';
	if (isalpha(c))
		return tolower(c) - 'a' + 10;
	return INT_MAX;
}

static const char *skip_base(const char *s, unsigned int *base)
{
	bool hex = s[0] == '0' && tolower(s[1]) == 'x';

	if (*base == 0) {
		if (hex && isxdigit(s[2]))
			*base = 16;
		else
			*base = s[0] == '0' ? 8 : 10;
	}
	return *base == 16 && hex ? s + 2 : s;
}

/* The digits as far as they go; how many there were; *overflow when they are too many. */
static size_t parse_digits(const char *s, unsigned int base, unsigned long long *res,
			   bool *overflow)
{
	unsigned long long value = 0;
	size_t n;

	*overflow = false;
	for (n = 0; digit_value(s[n]) < (int)base; n++) {
		if (__builtin_mul_overflow(value, base, &value) ||
		    __builtin_add_overflow(value, (unsigned int)digit_value(s[n]), &value))
			*overflow = true;
	}
	*res = value;
	return n;
}

static int parse_unsigned(const char *s, unsigned int base, unsigned long long *res)
{
	unsigned long long value;
	bool overflow;
	size_t n;

	s = skip_base(s, &base);
	n = parse_digits(s, base, &value, &overflow);
	/* Too large is found out before what follows the digits is looked at. */
	if (overflow)
		return -ERANGE;
	if (n == 0)
		return -EINVAL;
	s += n;
	if (*s == '\n')
		s++;
	if (*s)
		return -EINVAL;
	*res = value;
	return 0;
}

int kstrtoull(const char *s, unsigned int base, unsigned long long *res)
{
	if (*s == '+')
		s++;
	return parse_unsigned(s, base, res);
}
EXPORT_SYMBOL(kstrtoull);

int kstrtoll(const char *s, unsigned int base, long long *res)
{
	unsigned long long value;
	int ret;

	if (*s != '-') {
		ret = kstrtoull(s, base, &value);
		if (ret)
			return ret;
		if ((long long)value < 0)
			return -ERANGE;
		*res = value;
		return 0;
	}
	ret = parse_unsigned(s + 1, base, &value);
	if (ret)
		return ret;
	if ((long long)-value > 0)
		return -ERANGE;
	*res = -value;
	return 0;
}
EXPORT_SYMBOL(kstrtoll);

/* The narrow ones: the wide result must survive the narrowing. */
#define KSTRTO(name, type, wide, parse)					\
	int name(const char *s, unsigned int base, type *res)		\
	{								\
		wide value;						\
		int ret = parse(s, base, &value);			\
									\
		if (ret)						\
			return ret;					\
		if (value != (wide)(type)value)				\
			return -ERANGE;					\
		*res = value;						\
		return 0;						\
	}								\
	EXPORT_SYMBOL(name)

KSTRTO(kstrtoul,	unsigned long,	unsigned long long,	kstrtoull);
KSTRTO(kstrtol,		long,		long long,		kstrtoll);
KSTRTO(kstrtouint,	unsigned int,	unsigned long long,	kstrtoull);
KSTRTO(kstrtoint,	int,		long long,		kstrtoll);
KSTRTO(kstrtou16,	u16,		unsigned long long,	kstrtoull);
KSTRTO(kstrtos16,	s16,		long long,		kstrtoll);
KSTRTO(kstrtou8,	u8,		unsigned long long,	kstrtoull);
KSTRTO(kstrtos8,	s8,		long long,		kstrtoll);

/* The first letter decides, of "on" and "off" the second. */
int kstrtobool(const char *s, bool *res)
{
	if (!s)
		return -EINVAL;
	switch (s[0]) {
	case 'y': case 'Y': case 't': case 'T': case '1':
		*res = true;
		return 0;
	case 'n': case 'N': case 'f': case 'F': case '0':
		*res = false;
		return 0;
	case 'o': case 'O':
		if (tolower(s[1]) != 'n' && tolower(s[1]) != 'f')
			return -EINVAL;
		*res = tolower(s[1]) == 'n';
		return 0;
	default:
		return -EINVAL;
	}
}
EXPORT_SYMBOL(kstrtobool);

unsigned long long simple_strtoull(const char *s, char **end, unsigned int base)
{
	unsigned long long value;
	bool overflow;

	s = skip_base(s, &base);
	s += parse_digits(s, base, &value, &overflow);
	if (end)
		*end = (char *)s;
	return value;
}
EXPORT_SYMBOL(simple_strtoull);

unsigned long simple_strtoul(const char *s, char **end, unsigned int base)
{
	return simple_strtoull(s, end, base);
}
EXPORT_SYMBOL(simple_strtoul);

long simple_strtol(const char *s, char **end, unsigned int base)
{
	if (*s == '-')
		return -simple_strtoul(s + 1, end, base);
	return simple_strtoul(s, end, base);
}
EXPORT_SYMBOL(simple_strtol);
