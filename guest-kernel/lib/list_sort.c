// SPDX-License-Identifier: MIT
/* Merge sort from below: runs of 1, 2, 4 ... entries are merged until one is left. */
#include <linux/export.h>
#include <linux/list_sort.h>

void list_sort(void *priv, struct list_head *head, list_cmp_func_t cmp)
{
	size_t run, merges;

	for (run = 1, merges = 2; merges > 1; run *= 2) {
		LIST_HEAD(sorted);

		for (merges = 0; !list_empty(head); merges++) {
			struct list_head *right = head->next;
			size_t left_len, right_len = run;

			for (left_len = 0; left_len < run && right != head; left_len++)
				right = right->next;
			/* The left run starts at the head, the right one follows it. */
			while (left_len || (right_len && right != head)) {
				struct list_head *take = head->next;

				if (!left_len ||
				    (right_len && right != head && cmp(priv, take, right) > 0)) {
					take = right;
					right = right->next;
					right_len--;
				} else {
					left_len--;
				}
				list_move_tail(take, &sorted);
			}
		}
		list_splice_tail_init(&sorted, head);
	}
}
EXPORT_SYMBOL(list_sort);
