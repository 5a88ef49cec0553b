// SPDX-License-Identifier: MIT
/* Where the first file system comes from. */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/string.h>

static char saved_root_name[64] __initdata = "initramfs";

static int __init root_dev_setup(char *line)
{
	strscpy(saved_root_name, line, sizeof(saved_root_name));
	return 1;
}
__setup("root=", root_dev_setup);

static int __init rootfs_check(void)
{
	struct file_system_type *fs;

	for (fs = file_systems; fs; fs = fs->next)
		if (!strcmp(fs->name, "rootfs"))
			return 0;
	pr_err("rootfs: file system is not registered\n");
	return -ENODEV;
}
rootfs_initcall(rootfs_check);

static int __init rootfs_report(void)
{
	pr_info("rootfs: root is %s\n", saved_root_name);
	return 0;
}
rootfs_initcall(rootfs_report);
