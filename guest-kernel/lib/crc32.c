// SPDX-License-Identifier: MIT
#include <linux/crc32.h>
#include <linux/export.h>
#include <linux/compiler.h>

/* Half a byte a step, polynomial 0xedb88320: entry i is i after four steps. */
static const u32 crc32_nibble[16] = {
	0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
	0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
	0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
	0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
};

u32 crc32_le(u32 crc, const unsigned char *data, size_t len)
{
	while (len--) {
		crc ^= *data++;
		crc = (crc >> 4) ^ crc32_nibble[crc & 15];
		crc = (crc >> 4) ^ crc32_nibble[crc & 15];
	}
	return crc;
}
EXPORT_SYMBOL(crc32_le);
