// SPDX-License-Identifier: MIT
/* The library tests itself inside the guest. */
#include <linux/bsearch.h>
#include <linux/crc32.h>
#include <linux/ctype.h>
#include <linux/kernel.h>
#include <linux/list_sort.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/string.h>

static int passed __initdata, failed __initdata;

static void __init check(bool ok, const char *what)
{
	if (ok) {
		passed++;
		return;
	}
	failed++;
	pr_err("test_lib: failed: %s\n", what);
}
#define CHECK(condition)	check(condition, #condition)

static int compare_ints(const void *a, const void *b)
{
	return *(const int *)a - *(const int *)b;
}

static void __init test_sort(void)
{
	int numbers[] = { 5, 3, 9, -1, 7, 3, 0 };
	int key = 7, *found;
	size_t i, n = ARRAY_SIZE(numbers);

	sort(numbers, n, sizeof(numbers[0]), compare_ints, NULL);
	for (i = 1; i < n; i++)
		CHECK(numbers[i - 1] <= numbers[i]);
	found = bsearch(&key, numbers, n, sizeof(numbers[0]), compare_ints);
	CHECK(found && *found == 7);
	key = 8;
	CHECK(!bsearch(&key, numbers, n, sizeof(numbers[0]), compare_ints));
}

struct item {
	struct list_head list;
	int key, order;
};

static int compare_items(void *priv, const struct list_head *a, const struct list_head *b)
{
	return list_entry(a, struct item, list)->key - list_entry(b, struct item, list)->key;
}

static void __init test_list_sort(void)
{
	static const int keys[] = { 2, 1, 2, 0, 1, 2, 0 };
	struct item items[ARRAY_SIZE(keys)], *item, *last = NULL;
	unsigned int i, n = 0;
	LIST_HEAD(list);

	for (i = 0; i < ARRAY_SIZE(keys); i++) {
		items[i].key = keys[i];
		items[i].order = i;
		list_add_tail(&items[i].list, &list);
	}
	list_sort(NULL, &list, compare_items);
	list_for_each_entry(item, &list, list) {
		CHECK(!last || last->key < item->key ||
		      (last->key == item->key && last->order < item->order));
		last = item;
		n++;
	}
	CHECK(n == ARRAY_SIZE(keys));
}

static void __init test_strings(void)
{
	char buf[16], *rest = buf;

	CHECK(strcmp("abc", "abd") < 0 && strcmp("b", "ab") > 0 && !strcmp("", ""));
	CHECK(strncmp("abcd", "abce", 3) == 0);
	CHECK(strcasecmp("HeLLo", "hEllO") == 0);
	CHECK(strlen("four") == 4 && strnlen("four", 2) == 2);
	CHECK(strscpy(buf, "0123456789abcdefgh", sizeof(buf)) == -E2BIG && strlen(buf) == 15);
	CHECK(strscpy(buf, "a,b", sizeof(buf)) == 3);
	CHECK(!strcmp(strsep(&rest, ","), "a") && !strcmp(rest, "b"));
	CHECK(!strcmp(strstr("initcall", "call"), "call") && !strstr("initcall", "x"));
	CHECK(*strrchr("a/b/c", '/') == '/' && !strchr("abc", 'x'));
	strcpy(buf, "  trim \n");
	CHECK(!strcmp(strim(buf), "trim"));
	memcpy(buf, "0123456789", 11);
	memmove(buf + 2, buf, 8);
	CHECK(!strcmp(buf, "0101234567"));
	CHECK(sysfs_streq("on", "on\n") && !sysfs_streq("on", "off"));
	CHECK(isalpha('q') && !isalpha('1') && isxdigit('F') && isspace('\t') && !isprint(7));
}

static void __init test_numbers(void)
{
	unsigned long long ull;
	int i = 77;
	u8 byte;
	bool b;

	CHECK(kstrtoint("42\n", 0, &i) == 0 && i == 42);
	CHECK(kstrtoint("-0x10", 0, &i) == 0 && i == -16);
	CHECK(kstrtoint("010", 0, &i) == 0 && i == 8);
	CHECK(kstrtoint("2147483648", 0, &i) == -ERANGE && i == 8);
	CHECK(kstrtoint("", 0, &i) == -EINVAL && kstrtoint("1x", 0, &i) == -EINVAL);
	CHECK(kstrtoint("-", 0, &i) == -EINVAL && kstrtoint("- 1", 0, &i) == -EINVAL);
	CHECK(kstrtou8("256", 0, &byte) == -ERANGE && kstrtou8("-1", 0, &byte) == -EINVAL);
	CHECK(kstrtoull("18446744073709551615", 0, &ull) == 0 && ull == ULLONG_MAX);
	CHECK(kstrtoull("18446744073709551616", 0, &ull) == -ERANGE);
	CHECK(kstrtobool("on", &b) == 0 && b && kstrtobool("off", &b) == 0 && !b);
	CHECK(kstrtobool("maybe", &b) == -EINVAL);
	CHECK(simple_strtol("-12abc", NULL, 10) == -12);
}

static int __init test_lib_init(void)
{
	char *copy;

	CHECK(~crc32_le(~0U, (const unsigned char *)"123456789", 9) == 0xcbf43926);
	test_sort();
	test_list_sort();
	test_strings();
	test_numbers();
	copy = kasprintf(GFP_KERNEL, "%d-%s", 7, "seven");
	CHECK(copy && !strcmp(copy, "7-seven"));
	kfree(copy);
	pr_info("test_lib: %d checks passed, %d failed\n", passed, failed);
	return failed ? -EINVAL : 0;
}

static void __exit test_lib_exit(void)
{
}

module_init(test_lib_init);
module_exit(test_lib_exit);
MODULE_LICENSE("Dual MIT/GPL");
MODULE_DESCRIPTION("Tests of the library");
