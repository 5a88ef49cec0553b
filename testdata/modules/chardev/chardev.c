// SPDX-License-Identifier: MIT
/* The character device of every tutorial: gives back what was written to it, and counts. */
#include <linux/fs.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/uaccess.h>

#define DEVICE_NAME	"chardev"
#define CHARDEV_RESET	0x6301

static int major;
static int opened;
static char message[256] = "nothing written yet\n";
static size_t message_len = sizeof("nothing written yet\n") - 1;

static int chardev_open(struct inode *inode, struct file *file)
{
	pr_info("chardev: opened %d times, minor %u\n", ++opened, iminor(inode));
	return 0;
}

static int chardev_release(struct inode *inode, struct file *file)
{
	pr_info("chardev: closed at %lld\n", (long long)file->f_pos);
	return 0;
}

static ssize_t chardev_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	size_t left = *pos < message_len ? message_len - *pos : 0;

	if (len > left)
		len = left;
	if (copy_to_user(buf, message + *pos, len))
		return -EFAULT;
	*pos += len;
	return len;
}

static ssize_t chardev_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	if (len > sizeof(message))
		return -ENOSPC;
	if (copy_from_user(message, buf, len))
		return -EFAULT;
	message_len = len;
	return len;
}

static loff_t chardev_llseek(struct file *file, loff_t offset, int whence)
{
	if (whence == SEEK_CUR)
		offset += file->f_pos;
	else if (whence == SEEK_END)
		offset += message_len;
	if (offset < 0 || offset > (loff_t)sizeof(message))
		return -EINVAL;
	return file->f_pos = offset;
}

static long chardev_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (cmd != CHARDEV_RESET)
		return -ENOTTY;
	message_len = 0;
	return put_user(opened, (int __user *)arg);
}

static const struct file_operations chardev_fops = {
	.owner		= THIS_MODULE,
	.open		= chardev_open,
	.release	= chardev_release,
	.llseek		= chardev_llseek,
	.read		= chardev_read,
	.write		= chardev_write,
	.unlocked_ioctl	= chardev_ioctl,
};

static int chardev_show(struct seq_file *m, void *v)
{
	seq_printf(m, "major %d, opened %d times, holds %zu bytes\n", major, opened, message_len);
	return 0;
}

static int __init chardev_init(void)
{
	major = register_chrdev(0, DEVICE_NAME, &chardev_fops);
	if (major < 0) {
		pr_alert("chardev: no major number: %d\n", major);
		return major;
	}
	if (!proc_create_single(DEVICE_NAME, 0, NULL, chardev_show)) {
		unregister_chrdev(major, DEVICE_NAME);
		return -ENOMEM;
	}
	pr_info("chardev: major %d\n", major);
	return 0;
}

static void __exit chardev_exit(void)
{
	remove_proc_entry(DEVICE_NAME, NULL);
	unregister_chrdev(major, DEVICE_NAME);
}

module_init(chardev_init);
module_exit(chardev_exit);
MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("A character device");
