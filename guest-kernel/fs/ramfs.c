// SPDX-License-Identifier: MIT
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>

static struct file_system_type ramfs_fs_type = {
	.name = "ramfs",
};

static struct file_system_type rootfs_fs_type = {
	.name = "rootfs",
};

static int __init init_ramfs_fs(void)
{
	int ret = register_filesystem(&rootfs_fs_type);

	return ret ? ret : register_filesystem(&ramfs_fs_type);
}
fs_initcall(init_ramfs_fs);
