/* SPDX-License-Identifier: MIT */
#ifndef _KERNEL_MODULE_INTERNAL_H
#define _KERNEL_MODULE_INTERNAL_H

#include <linux/sysfs.h>

/* Where a section was put, under the name it has in the file. */
struct module_sect_attr {
	struct bin_attribute battr;
	unsigned long address;
};

struct module_sect_attrs {
	struct attribute_group grp;
	unsigned int nsections;
	struct module_sect_attr attrs[];
};

#endif /* _KERNEL_MODULE_INTERNAL_H */
