// SPDX-License-Identifier: MIT
/* Heap sort: no memory of its own, no bad case. */
#include <linux/export.h>
#include <linux/kernel.h>
#include <linux/sort.h>

static void swap_bytes(void *a, void *b, int size)
{
	char *p = a, *q = b;

	while (size--) {
		swap(*p, *q);
		p++;
		q++;
	}
}

/* Lets element i sink until no child is greater; n elements are still in the heap. */
static void sift_down(char *base, size_t i, size_t n, size_t size,
		      int (*cmp)(const void *, const void *),
		      void (*swap_fn)(void *, void *, int))
{
	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= n)
			return;
		if (child + 1 < n && cmp(base + child * size, base + (child + 1) * size) < 0)
			child++;
		if (cmp(base + i * size, base + child * size) >= 0)
			return;
		swap_fn(base + i * size, base + child * size, size);
		i = child;
	}
}

void sort(void *base, size_t num, size_t size, int (*cmp)(const void *, const void *),
	  void (*swap_fn)(void *, void *, int))
{
	size_t i;

	if (!swap_fn)
		swap_fn = swap_bytes;
	for (i = num / 2; i-- > 0;)
		sift_down(base, i, num, size, cmp, swap_fn);
	for (i = num; i-- > 1;) {
		swap_fn(base, (char *)base + i * size, size);
		sift_down(base, 0, i, size, cmp, swap_fn);
	}
}
EXPORT_SYMBOL(sort);
