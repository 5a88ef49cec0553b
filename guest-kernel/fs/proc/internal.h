/* SPDX-License-Identifier: MIT */
#include <linux/list.h>
#include <linux/proc_fs.h>

#define PROC_NAME_LEN	64

struct proc_dir_entry {
	char name[PROC_NAME_LEN];
	umode_t mode;
	struct proc_dir_entry *parent;
	const struct proc_ops *proc_ops;
	int (*single_show)(struct seq_file *, void *);
	void *data;
	struct list_head sibling;
	struct list_head children;
};

extern const struct file_operations proc_reg_file_ops;
extern const struct proc_ops proc_single_ops;

/* Hypercalls: the entry appears in, and is gone from, the tree that programs see. */
int proc_register(struct proc_dir_entry *dir, struct proc_dir_entry *dp, const char *name,
		  umode_t mode, const struct file_operations *fops);
void proc_unregister(struct proc_dir_entry *dp);
