// SPDX-License-Identifier: MIT
/* Every struct the kernel model reads or writes, field by field, one a line. */
#include <initlab/layout.h>
#include <linux/console.h>
#include <linux/fs.h>
#include <linux/module.h>

#include "module/internal.h"

LAYOUT_SIZE(struct module);
LAYOUT_FIELD(struct module, state);
LAYOUT_FIELD(struct module, list);
LAYOUT_FIELD(struct module, name);
LAYOUT_FIELD(struct module, version);
LAYOUT_FIELD(struct module, srcversion);
LAYOUT_FIELD(struct module, holders_dir);
LAYOUT_FIELD(struct module, syms);
LAYOUT_FIELD(struct module, crcs);
LAYOUT_FIELD(struct module, num_syms);
LAYOUT_FIELD(struct module, kp);
LAYOUT_FIELD(struct module, num_kp);
LAYOUT_FIELD(struct module, num_gpl_syms);
LAYOUT_FIELD(struct module, gpl_syms);
LAYOUT_FIELD(struct module, gpl_crcs);
LAYOUT_FIELD(struct module, using_gplonly);
LAYOUT_FIELD(struct module, sig_ok);
LAYOUT_FIELD(struct module, async_probe_requested);
LAYOUT_FIELD(struct module, init);
LAYOUT_FIELD(struct module, core_layout);
LAYOUT_FIELD(struct module, init_layout);
LAYOUT_FIELD(struct module, taints);
LAYOUT_FIELD(struct module, kallsyms);
LAYOUT_FIELD(struct module, core_kallsyms);
LAYOUT_FIELD(struct module, sect_attrs);
LAYOUT_FIELD(struct module, args);
LAYOUT_FIELD(struct module, percpu);
LAYOUT_FIELD(struct module, percpu_size);
LAYOUT_FIELD(struct module, source_list);
LAYOUT_FIELD(struct module, target_list);
LAYOUT_FIELD(struct module, exit);
LAYOUT_FIELD(struct module, refcnt);

LAYOUT_SIZE(struct module_layout);
LAYOUT_FIELD(struct module_layout, base);
LAYOUT_FIELD(struct module_layout, size);
LAYOUT_FIELD(struct module_layout, text_size);
LAYOUT_FIELD(struct module_layout, ro_size);
LAYOUT_FIELD(struct module_layout, ro_after_init_size);

LAYOUT_SIZE(struct mod_kallsyms);
LAYOUT_FIELD(struct mod_kallsyms, symtab);
LAYOUT_FIELD(struct mod_kallsyms, num_symtab);
LAYOUT_FIELD(struct mod_kallsyms, strtab);
LAYOUT_FIELD(struct mod_kallsyms, typetab);

LAYOUT_SIZE(struct module_use);
LAYOUT_FIELD(struct module_use, source_list);
LAYOUT_FIELD(struct module_use, target_list);
LAYOUT_FIELD(struct module_use, source);
LAYOUT_FIELD(struct module_use, target);

LAYOUT_SIZE(struct module_sect_attrs);
LAYOUT_FIELD(struct module_sect_attrs, nsections);
LAYOUT_ARRAY(struct module_sect_attrs, attrs);

LAYOUT_SIZE(struct module_sect_attr);
LAYOUT_FIELD(struct module_sect_attr, battr.attr.name);
LAYOUT_FIELD(struct module_sect_attr, battr.attr.mode);
LAYOUT_FIELD(struct module_sect_attr, address);

LAYOUT_SIZE(struct list_head);
LAYOUT_FIELD(struct list_head, next);
LAYOUT_FIELD(struct list_head, prev);

LAYOUT_SIZE(struct console);
LAYOUT_FIELD(struct console, name);
LAYOUT_FIELD(struct console, write);
LAYOUT_FIELD(struct console, read);
LAYOUT_FIELD(struct console, setup);
LAYOUT_FIELD(struct console, exit);
LAYOUT_FIELD(struct console, flags);
LAYOUT_FIELD(struct console, index);
LAYOUT_FIELD(struct console, cflag);
LAYOUT_FIELD(struct console, ispeed);
LAYOUT_FIELD(struct console, ospeed);
LAYOUT_FIELD(struct console, data);
LAYOUT_FIELD(struct console, next);

LAYOUT_SIZE(struct kernel_param);
LAYOUT_FIELD(struct kernel_param, name);
LAYOUT_FIELD(struct kernel_param, mod);
LAYOUT_FIELD(struct kernel_param, ops);
LAYOUT_FIELD(struct kernel_param, perm);
LAYOUT_FIELD(struct kernel_param, level);
LAYOUT_FIELD(struct kernel_param, flags);
LAYOUT_FIELD(struct kernel_param, arg);

LAYOUT_SIZE(struct kernel_param_ops);
LAYOUT_FIELD(struct kernel_param_ops, flags);
LAYOUT_FIELD(struct kernel_param_ops, set);
LAYOUT_FIELD(struct kernel_param_ops, get);
LAYOUT_FIELD(struct kernel_param_ops, free);

LAYOUT_SIZE(struct kparam_string);
LAYOUT_FIELD(struct kparam_string, maxlen);
LAYOUT_FIELD(struct kparam_string, string);

LAYOUT_SIZE(struct kparam_array);
LAYOUT_FIELD(struct kparam_array, max);
LAYOUT_FIELD(struct kparam_array, elemsize);
LAYOUT_FIELD(struct kparam_array, num);
LAYOUT_FIELD(struct kparam_array, ops);
LAYOUT_FIELD(struct kparam_array, elem);

LAYOUT_SIZE(struct kernel_symbol);
#ifdef CONFIG_HAVE_ARCH_PREL32_RELOCATIONS
LAYOUT_FIELD(struct kernel_symbol, value_offset);
LAYOUT_FIELD(struct kernel_symbol, name_offset);
LAYOUT_FIELD(struct kernel_symbol, namespace_offset);
#else
LAYOUT_FIELD(struct kernel_symbol, value);
LAYOUT_FIELD(struct kernel_symbol, name);
LAYOUT_FIELD(struct kernel_symbol, namespace);
#endif

LAYOUT_SIZE(struct obs_kernel_param);
LAYOUT_FIELD(struct obs_kernel_param, str);
LAYOUT_FIELD(struct obs_kernel_param, setup_func);
LAYOUT_FIELD(struct obs_kernel_param, early);

LAYOUT_SIZE(struct file_operations);
LAYOUT_FIELD(struct file_operations, owner);
LAYOUT_FIELD(struct file_operations, llseek);
LAYOUT_FIELD(struct file_operations, read);
LAYOUT_FIELD(struct file_operations, write);
LAYOUT_FIELD(struct file_operations, unlocked_ioctl);
LAYOUT_FIELD(struct file_operations, open);
LAYOUT_FIELD(struct file_operations, release);

LAYOUT_SIZE(struct inode);
LAYOUT_FIELD(struct inode, i_mode);
LAYOUT_FIELD(struct inode, i_rdev);
LAYOUT_FIELD(struct inode, i_private);

LAYOUT_SIZE(struct file);
LAYOUT_FIELD(struct file, f_inode);
LAYOUT_FIELD(struct file, f_op);
LAYOUT_FIELD(struct file, f_flags);
LAYOUT_FIELD(struct file, f_mode);
LAYOUT_FIELD(struct file, f_pos);
LAYOUT_FIELD(struct file, private_data);

LAYOUT_SIZE(struct file_system_type);
LAYOUT_FIELD(struct file_system_type, name);
LAYOUT_FIELD(struct file_system_type, fs_flags);
LAYOUT_FIELD(struct file_system_type, owner);
LAYOUT_FIELD(struct file_system_type, next);
