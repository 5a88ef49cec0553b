// SPDX-License-Identifier: MIT
/* The file systems there are, in the order in which they came. */
#include <linux/export.h>
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>

struct file_system_type *file_systems;

static struct file_system_type **find_filesystem(const char *name)
{
	struct file_system_type **at;

	for (at = &file_systems; *at; at = &(*at)->next)
		if (!strcmp((*at)->name, name))
			break;
	return at;
}

int register_filesystem(struct file_system_type *fs)
{
	struct file_system_type **at = find_filesystem(fs->name);

	if (fs->next || *at)
		return -EBUSY;
	*at = fs;
	return 0;
}
EXPORT_SYMBOL(register_filesystem);

int unregister_filesystem(struct file_system_type *fs)
{
	struct file_system_type **at = find_filesystem(fs->name);

	if (*at != fs)
		return -EINVAL;
	*at = fs->next;
	fs->next = NULL;
	return 0;
}
EXPORT_SYMBOL(unregister_filesystem);

static int __init filesystems_report(void)
{
	struct file_system_type *fs;
	int n = 0;

	for (fs = file_systems; fs; fs = fs->next)
		n++;
	pr_info("VFS: %d file systems registered\n", n);
	return 0;
}
fs_initcall_sync(filesystems_report);
