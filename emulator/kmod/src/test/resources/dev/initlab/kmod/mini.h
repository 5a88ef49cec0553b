/* Just enough of the kernel's macros to compile what modpost reads. */
#define __stringify_1(x) #x
#define __stringify(x) __stringify_1(x)
#define __cat_1(a, b) a##b
#define __cat(a, b) __cat_1(a, b)
#define __section(s) __attribute__((section(s)))
#define __used __attribute__((used))
#define __init __section(".init.text")
#define __exit __section(".exit.text")
#define __initdata __section(".init.data")
#define __ref __section(".ref.text")
#define noinline __attribute__((noinline))

#define MODULE_INFO(tag, info) \
	static const char __cat(__modinfo_, __COUNTER__)[] __used __section(".modinfo") = #tag "=" info
#define MODULE_LICENSE(text) MODULE_INFO(license, text)
#define MODULE_IMPORT_NS(ns) MODULE_INFO(import_ns, #ns)

struct kernel_symbol { const void *value; const char *name; const char *ns; };

#define __EXPORT(sym, sec, ns_text) \
	const char __kstrtab_##sym[] __used __section("__ksymtab_strings") = #sym; \
	const char __kstrtabns_##sym[] __used __section("__ksymtab_strings") = ns_text; \
	const struct kernel_symbol __ksymtab_##sym __used __section("___ksymtab" sec "+" #sym) = \
		{ &sym, __kstrtab_##sym, __kstrtabns_##sym }
#define EXPORT_SYMBOL(sym) __EXPORT(sym, "", "")
#define EXPORT_SYMBOL_GPL(sym) __EXPORT(sym, "_gpl", "")
#define EXPORT_SYMBOL_NS_GPL(sym, ns) __EXPORT(sym, "_gpl", #ns)
