/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_CRC32_H
#define _LINUX_CRC32_H

#include <linux/types.h>

/* Neither inverts: the usual CRC-32 is ~crc32_le(~0, data, len). */
u32 crc32_le(u32 crc, const unsigned char *data, size_t len);

#define crc32(seed, data, len)	crc32_le(seed, (const unsigned char *)(data), len)

#endif /* _LINUX_CRC32_H */
