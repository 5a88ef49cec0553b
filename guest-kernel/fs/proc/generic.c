// SPDX-License-Identifier: MIT
/* Entries of /proc that kernel code makes. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/stat.h>
#include <linux/string.h>
#include "internal.h"

static struct proc_dir_entry proc_root = {
	.children = LIST_HEAD_INIT(proc_root.children),
};

static struct proc_dir_entry *find(struct proc_dir_entry *parent, const char *name)
{
	struct proc_dir_entry *pde;

	list_for_each_entry(pde, &parent->children, sibling)
		if (!strcmp(pde->name, name))
			return pde;
	return NULL;
}

static struct proc_dir_entry *create(const char *name, umode_t mode,
				     struct proc_dir_entry *parent)
{
	struct proc_dir_entry *pde;

	if (!name[0] || strchr(name, '/') || strlen(name) >= PROC_NAME_LEN) {
		pr_err("proc: name '%s' is empty, too long or a path\n", name);
		return NULL;
	}
	parent = parent ? parent : &proc_root;
	if (find(parent, name)) {
		pr_warn("proc_dir_entry '%s/%s' already registered\n",
			parent == &proc_root ? "/proc" : parent->name, name);
		return NULL;
	}
	pde = kzalloc(sizeof(*pde), GFP_KERNEL);
	if (!pde)
		return NULL;
	strcpy(pde->name, name);
	pde->mode = mode;
	pde->parent = parent;
	INIT_LIST_HEAD(&pde->children);
	return pde;
}

static struct proc_dir_entry *insert(struct proc_dir_entry *pde)
{
	struct proc_dir_entry *dir = pde->parent == &proc_root ? NULL : pde->parent;

	if (proc_register(dir, pde, pde->name, pde->mode,
			  S_ISDIR(pde->mode) ? NULL : &proc_reg_file_ops)) {
		kfree(pde);
		return NULL;
	}
	list_add_tail(&pde->sibling, &pde->parent->children);
	return pde;
}

struct proc_dir_entry *proc_create_data(const char *name, umode_t mode,
					struct proc_dir_entry *parent,
					const struct proc_ops *ops, void *data)
{
	struct proc_dir_entry *pde;

	pde = create(name, S_IFREG | (mode & 0777 ? mode : 0444), parent);
	if (!pde)
		return NULL;
	pde->proc_ops = ops;
	pde->data = data;
	return insert(pde);
}
EXPORT_SYMBOL(proc_create_data);

struct proc_dir_entry *proc_create(const char *name, umode_t mode,
				   struct proc_dir_entry *parent, const struct proc_ops *ops)
{
	return proc_create_data(name, mode, parent, ops, NULL);
}
EXPORT_SYMBOL(proc_create);

struct proc_dir_entry *proc_create_single_data(const char *name, umode_t mode,
					       struct proc_dir_entry *parent,
					       int (*show)(struct seq_file *, void *),
					       void *data)
{
	struct proc_dir_entry *pde;

	pde = create(name, S_IFREG | (mode & 0777 ? mode : 0444), parent);
	if (!pde)
		return NULL;
	pde->proc_ops = &proc_single_ops;
	pde->single_show = show;
	pde->data = data;
	return insert(pde);
}
EXPORT_SYMBOL(proc_create_single_data);

struct proc_dir_entry *proc_mkdir(const char *name, struct proc_dir_entry *parent)
{
	struct proc_dir_entry *pde = create(name, S_IFDIR | 0555, parent);

	return pde ? insert(pde) : NULL;
}
EXPORT_SYMBOL(proc_mkdir);

void proc_remove(struct proc_dir_entry *pde)
{
	if (!pde)
		return;
	while (!list_empty(&pde->children))
		proc_remove(list_first_entry(&pde->children, struct proc_dir_entry, sibling));
	proc_unregister(pde);
	list_del(&pde->sibling);
	kfree(pde);
}
EXPORT_SYMBOL(proc_remove);

void remove_proc_entry(const char *name, struct proc_dir_entry *parent)
{
	struct proc_dir_entry *pde = find(parent ? parent : &proc_root, name);

	if (!pde)
		pr_warn("name '%s'\n", name);
	proc_remove(pde);
}
EXPORT_SYMBOL(remove_proc_entry);

void *pde_data(const struct inode *inode)
{
	return ((struct proc_dir_entry *)inode->i_private)->data;
}
EXPORT_SYMBOL(pde_data);
