/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_CTYPE_H
#define _LINUX_CTYPE_H

#define _U	0x01	/* upper */
#define _L	0x02	/* lower */
#define _D	0x04	/* digit */
#define _C	0x08	/* control */
#define _P	0x10	/* punctuation */
#define _S	0x20	/* white space */
#define _X	0x40	/* hexadecimal letter */
#define _SP	0x80	/* the blank itself */

/* ASCII only: bytes from 128 on belong to no class. */
extern const unsigned char _ctype[256];

#define __ismask(c, mask)	((_ctype[(unsigned char)(c)] & (mask)) != 0)

#define isalnum(c)	__ismask(c, _U | _L | _D)
#define isalpha(c)	__ismask(c, _U | _L)
#define iscntrl(c)	__ismask(c, _C)
#define isgraph(c)	__ismask(c, _P | _U | _L | _D)
#define islower(c)	__ismask(c, _L)
#define isprint(c)	__ismask(c, _P | _U | _L | _D | _SP)
#define ispunct(c)	__ismask(c, _P)
#define isspace(c)	__ismask(c, _S)
#define isupper(c)	__ismask(c, _U)
#define isxdigit(c)	__ismask(c, _D | _X)

static inline int isdigit(int c)
{
	return c >= '0' && c <= '9';
}

static inline unsigned char __tolower(unsigned char c)
{
	return isupper(c) ? c + ('a' - 'A') : c;
}

static inline unsigned char __toupper(unsigned char c)
{
	return islower(c) ? c - ('a' - 'A') : c;
}

#define tolower(c)	__tolower(c)
#define toupper(c)	__toupper(c)

#endif /* _LINUX_CTYPE_H */
