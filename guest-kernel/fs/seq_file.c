// SPDX-License-Identifier: MIT
/*
 * Files made of records. A record that does not fit is shown again into a buffer of twice
 * the size; what a reader has no room for waits for his next call.
 */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#define SEQ_FIRST_SIZE	4096

void seq_vprintf(struct seq_file *m, const char *fmt, va_list args)
{
	int len;

	if (m->count < m->size) {
		len = vsnprintf(m->buf + m->count, m->size - m->count, fmt, args);
		if (m->count + len < m->size) {
			m->count += len;
			return;
		}
	}
	m->count = m->size;	/* overflow */
}
EXPORT_SYMBOL(seq_vprintf);

void seq_printf(struct seq_file *m, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	seq_vprintf(m, fmt, args);
	va_end(args);
}
EXPORT_SYMBOL(seq_printf);

void seq_puts(struct seq_file *m, const char *s)
{
	seq_printf(m, "%s", s);
}
EXPORT_SYMBOL(seq_puts);

void seq_putc(struct seq_file *m, char c)
{
	seq_printf(m, "%c", c);
}
EXPORT_SYMBOL(seq_putc);

int seq_open(struct file *file, const struct seq_operations *op)
{
	struct seq_file *m = kzalloc(sizeof(*m), GFP_KERNEL);

	if (!m)
		return -ENOMEM;
	m->op = op;
	m->file = file;
	file->private_data = m;
	return 0;
}
EXPORT_SYMBOL(seq_open);

static int grow(struct seq_file *m)
{
	size_t size = m->size ? m->size * 2 : SEQ_FIRST_SIZE;

	kfree(m->buf);
	m->buf = kmalloc(size, GFP_KERNEL);
	m->size = m->buf ? size : 0;
	m->count = 0;
	m->from = 0;
	return m->buf ? 0 : -ENOMEM;
}

/* The next records, as many as fit. */
static int fill(struct seq_file *m)
{
	void *v;
	int err = 0;

	m->count = 0;
	m->from = 0;
	v = m->op->start(m, &m->index);
	while (v && (unsigned long)v < (unsigned long)-4095L) {
		size_t before = m->count;

		err = m->op->show(m, v);
		if (err < 0)
			break;
		if (seq_has_overflowed(m)) {
			m->count = before;
			err = before ? 0 : -E2BIG;
			break;
		}
		if (err == SEQ_SKIP)
			m->count = before;
		err = 0;
		v = m->op->next(m, v, &m->index);
	}
	m->op->stop(m, v);
	return err;
}

ssize_t seq_read(struct file *file, char __user *buf, size_t size, loff_t *ppos)
{
	struct seq_file *m = file->private_data;
	size_t n;
	int err;

	if (*ppos == 0) {
		m->index = 0;
		m->count = 0;
		m->from = 0;
	}
	if (m->from == m->count) {
		if (!m->buf && grow(m))
			return -ENOMEM;
		while ((err = fill(m)) == -E2BIG)
			if (grow(m))
				return -ENOMEM;
		if (err)
			return err;
	}
	n = min(size, m->count - m->from);
	if (copy_to_user(buf, m->buf + m->from, n))
		return -EFAULT;
	m->from += n;
	*ppos += n;
	return n;
}
EXPORT_SYMBOL(seq_read);

loff_t seq_lseek(struct file *file, loff_t offset, int whence)
{
	if (whence != 0 || offset != 0)
		return -EINVAL;
	file->f_pos = 0;
	return 0;
}
EXPORT_SYMBOL(seq_lseek);

int seq_release(struct inode *inode, struct file *file)
{
	struct seq_file *m = file->private_data;

	kfree(m->buf);
	kfree(m);
	return 0;
}
EXPORT_SYMBOL(seq_release);

/* ---- one record ------------------------------------------------------------------- */

static void *single_start(struct seq_file *m, loff_t *pos)
{
	return *pos ? NULL : SEQ_START_TOKEN;
}

static void *single_next(struct seq_file *m, void *v, loff_t *pos)
{
	++*pos;
	return NULL;
}

static void single_stop(struct seq_file *m, void *v)
{
}

int single_open(struct file *file, int (*show)(struct seq_file *, void *), void *data)
{
	struct seq_operations *op = kzalloc(sizeof(*op), GFP_KERNEL);
	int ret;

	if (!op)
		return -ENOMEM;
	op->start = single_start;
	op->next = single_next;
	op->stop = single_stop;
	op->show = show;
	ret = seq_open(file, op);
	if (ret)
		kfree(op);
	else
		((struct seq_file *)file->private_data)->private = data;
	return ret;
}
EXPORT_SYMBOL(single_open);

int single_release(struct inode *inode, struct file *file)
{
	const struct seq_operations *op = ((struct seq_file *)file->private_data)->op;
	int ret = seq_release(inode, file);

	kfree(op);
	return ret;
}
EXPORT_SYMBOL(single_release);
