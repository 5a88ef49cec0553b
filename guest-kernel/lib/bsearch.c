// SPDX-License-Identifier: MIT
#include <linux/bsearch.h>
#include <linux/export.h>
#include <linux/compiler.h>

void *bsearch(const void *key, const void *base, size_t num, size_t size,
	      int (*cmp)(const void *key, const void *elt))
{
	const char *low = base;

	while (num) {
		const char *mid = low + num / 2 * size;
		int diff = cmp(key, mid);

		if (diff == 0)
			return (void *)mid;
		if (diff > 0) {
			low = mid + size;
			num--;
		}
		num /= 2;
	}
	return NULL;
}
EXPORT_SYMBOL(bsearch);
