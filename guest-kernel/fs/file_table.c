// SPDX-License-Identifier: MIT
/* The end of an open file. */
#include <linux/fs.h>
#include <linux/kernel.h>

/* Called by the kernel model when the last descriptor is gone. */
void __fput(struct file *file)
{
	if (file->f_op->release)
		file->f_op->release(file->f_inode, file);
	module_put(file->f_op->owner);
}
