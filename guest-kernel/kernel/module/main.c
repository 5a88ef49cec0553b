// SPDX-License-Identifier: MIT
/* References to modules. Loading and unloading is the kernel model's. */
#include <linux/module.h>

/* The loader keeps the list, and compares a module's vermagic with the kernel's. */
struct list_head modules __used = LIST_HEAD_INIT(modules);
const char vermagic[] __used = VERMAGIC_STRING;

/*
 * The loader calls this when a module is in place and before its init function. It does
 * nothing: debuggers stop here to learn of the module, as gdb's lx-symbols does.
 */
static noinline void __used do_init_module(struct module *mod)
{
	asm volatile("" : : "r" (mod) : "memory");
}

/* refcnt counts one more than there are users; 0 means that it is being unloaded. */
#define MODULE_REF_BASE	1

void __module_get(struct module *module)
{
	if (module)
		__atomic_fetch_add(&module->refcnt.counter, 1, __ATOMIC_SEQ_CST);
}
EXPORT_SYMBOL(__module_get);

bool try_module_get(struct module *module)
{
	int old;

	if (!module)
		return true;
	if (!module_is_live(module))
		return false;
	old = READ_ONCE(module->refcnt.counter);
	do {
		if (!old)
			return false;
	} while (!__atomic_compare_exchange_n(&module->refcnt.counter, &old, old + 1, false,
					      __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
	return true;
}
EXPORT_SYMBOL(try_module_get);

void module_put(struct module *module)
{
	if (module)
		__atomic_fetch_sub(&module->refcnt.counter, 1, __ATOMIC_SEQ_CST);
}
EXPORT_SYMBOL(module_put);

int module_refcount(struct module *module)
{
	return READ_ONCE(module->refcnt.counter) - MODULE_REF_BASE;
}
EXPORT_SYMBOL(module_refcount);
