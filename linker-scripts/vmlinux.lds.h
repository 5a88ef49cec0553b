/* SPDX-License-Identifier: MIT */
/*
 * What the vmlinux linker scripts of all architectures share. They come out of clang -E,
 * so that one text gives the tables in one order everywhere.
 *
 * Nothing in the C code refers to an entry of a table, only to its ends: without KEEP,
 * --gc-sections drops every entry and says nothing.
 */
#define PAGE_SIZE	0x1000

/* One segment, one kind of access: no page is both writable and executable. */
#define VMLINUX_PHDRS							\
	PHDRS {								\
		text PT_LOAD FLAGS(5);		/* r-x */		\
		rodata PT_LOAD FLAGS(4);	/* r-- */		\
		data PT_LOAD FLAGS(6);		/* rw- */		\
		inittext PT_LOAD FLAGS(5);	/* r-x, freed */	\
		initdata PT_LOAD FLAGS(6);	/* rw-, freed */	\
		note PT_NOTE FLAGS(4);					\
	}

#define BOUNDED(start, stop, what)	start = .; what stop = .;

/* The model binds or calls these by name; no table mentions them. */
#define MODEL_ENTRY_POINTS						\
	EXTERN(linux_banner)						\
	EXTERN(machine_power_off machine_restart machine_halt)		\
	EXTERN(kernel_power_off kernel_restart kernel_halt)		\
	EXTERN(modules vermagic)					\
	EXTERN(__preempt_count generic_handle_irq)			\
	EXTERN(def_chr_fops __fput)

#define TEXT_SECTIONS							\
	.text : AT(ADDR(.text) - LOAD_OFFSET) {				\
		_text = .;						\
		_stext = .;						\
		KEEP(*(.head.text))					\
		*(.text .text.*)					\
		*(.ref.text)						\
	} :text								\
	. = ALIGN(PAGE_SIZE);						\
	.hypercall.text : AT(ADDR(.hypercall.text) - LOAD_OFFSET) {	\
		BOUNDED(__hypercall_start, __hypercall_end,		\
			KEEP(*(.hypercall.text)) . = ALIGN(PAGE_SIZE);)	\
	} :text								\
	_etext = .;

#define RODATA_SECTIONS							\
	. = ALIGN(PAGE_SIZE);						\
	.rodata : AT(ADDR(.rodata) - LOAD_OFFSET) {			\
		__start_rodata = .;					\
		*(.rodata .rodata.*)					\
		*(.ref.rodata)						\
	} :rodata							\
	/DISCARD/ : { *(.note.GNU-stack) }	/* or the next line takes it */	\
	.notes : AT(ADDR(.notes) - LOAD_OFFSET) {			\
		. = ALIGN(4);						\
		BOUNDED(__start_notes, __stop_notes, KEEP(*(.note.*)))	\
	} :rodata :note							\
	__ksymtab : AT(ADDR(__ksymtab) - LOAD_OFFSET) {			\
		. = ALIGN(8);						\
		BOUNDED(__start___ksymtab, __stop___ksymtab,		\
			KEEP(*(SORT(___ksymtab+*))))			\
	} :rodata							\
	__ksymtab_gpl : AT(ADDR(__ksymtab_gpl) - LOAD_OFFSET) {		\
		. = ALIGN(8);						\
		BOUNDED(__start___ksymtab_gpl, __stop___ksymtab_gpl,	\
			KEEP(*(SORT(___ksymtab_gpl+*))))		\
	} :rodata							\
	__ksymtab_strings : AT(ADDR(__ksymtab_strings) - LOAD_OFFSET) {	\
		*(__ksymtab_strings)					\
	} :rodata							\
	__param : AT(ADDR(__param) - LOAD_OFFSET) {			\
		. = ALIGN(8);						\
		BOUNDED(__start___param, __stop___param, KEEP(*(__param)))	\
		. = ALIGN(PAGE_SIZE);					\
		__end_rodata = .;					\
	} :rodata

/* Read-only after init has pages of its own, so that it can be made so. */
#define DATA_SECTIONS							\
	. = ALIGN(PAGE_SIZE);						\
	.data : AT(ADDR(.data) - LOAD_OFFSET) {				\
		_sdata = .;						\
		BOUNDED(__start_ro_after_init, __end_ro_after_init,	\
			*(.data..ro_after_init) . = ALIGN(PAGE_SIZE);)	\
		*(.data .data.*)					\
		*(.ref.data)						\
		. = ALIGN(8);						\
		_edata = .;						\
	} :data								\
	.bss : AT(ADDR(.bss) - LOAD_OFFSET) {				\
		BOUNDED(__bss_start, __bss_stop,			\
			*(.bss .bss.*) *(COMMON) . = ALIGN(8);)		\
	} :data								\
	jiffies = jiffies_64;	/* its low word */

/* ---- the tables of .init.data ---------------------------------------------------- */

#define INIT_SETUP							\
	. = ALIGN(16);							\
	BOUNDED(__setup_start, __setup_end, KEEP(*(.init.setup)))

/* Inside a level the plain entries come first, then those that wait for them. */
#define INIT_CALLS_LEVEL(level)						\
	__initcall##level##_start = .;					\
	KEEP(*(.initcall##level##.init))				\
	KEEP(*(.initcall##level##s.init))

#define INIT_CALLS							\
	. = ALIGN(8);							\
	__initcall_start = .;						\
	KEEP(*(.initcallearly.init))					\
	__initcall0_start = .;						\
	KEEP(*(.initcall0.init))					\
	INIT_CALLS_LEVEL(1)						\
	INIT_CALLS_LEVEL(2)						\
	INIT_CALLS_LEVEL(3)						\
	INIT_CALLS_LEVEL(4)						\
	INIT_CALLS_LEVEL(5)						\
	__initcallrootfs_start = .;					\
	KEEP(*(.initcallrootfs.init))					\
	INIT_CALLS_LEVEL(6)						\
	INIT_CALLS_LEVEL(7)						\
	__initcall_end = .;

#define CON_INITCALL							\
	BOUNDED(__con_initcall_start, __con_initcall_end,		\
		KEEP(*(.con_initcall.init)))

#define SECURITY_INITCALL						\
	BOUNDED(__security_initcall_start, __security_initcall_end,	\
		KEEP(*(.security_initcall.init)))

#define INIT_SECTIONS							\
	. = ALIGN(PAGE_SIZE);						\
	.init.text : AT(ADDR(.init.text) - LOAD_OFFSET) {		\
		__init_begin = .;					\
		_sinittext = .;						\
		*(.init.text .init.text.*)				\
		_einittext = .;						\
		*(.exit.text)						\
	} :inittext							\
	. = ALIGN(PAGE_SIZE);						\
	.init.data : AT(ADDR(.init.data) - LOAD_OFFSET) {		\
		*(.init.data .init.data.*)				\
		*(.init.rodata .init.rodata.*)				\
		INIT_SETUP						\
		INIT_CALLS						\
		CON_INITCALL						\
		SECURITY_INITCALL					\
		. = ALIGN(PAGE_SIZE);					\
		__init_end = .;						\
	} :initdata							\
	_end = .;

/* ---- what is not loaded ---------------------------------------------------------- */

#define DEBUG_SECTIONS							\
	.comment 0 : { *(.comment) }					\
	.debug_abbrev 0 : { *(.debug_abbrev) }				\
	.debug_addr 0 : { *(.debug_addr) }				\
	.debug_aranges 0 : { *(.debug_aranges) }			\
	.debug_frame 0 : { *(.debug_frame) }				\
	.debug_info 0 : { *(.debug_info) }				\
	.debug_line 0 : { *(.debug_line) }				\
	.debug_line_str 0 : { *(.debug_line_str) }			\
	.debug_loclists 0 : { *(.debug_loclists) }			\
	.debug_loc 0 : { *(.debug_loc) }				\
	.debug_ranges 0 : { *(.debug_ranges) }				\
	.debug_rnglists 0 : { *(.debug_rnglists) }			\
	.debug_str 0 : { *(.debug_str) }				\
	.debug_str_offsets 0 : { *(.debug_str_offsets) }

#define ELF_DETAILS							\
	.modinfo 0 (INFO) : { KEEP(*(.modinfo)) }			\
	DEBUG_SECTIONS							\
	.symtab 0 : { *(.symtab) }					\
	.strtab 0 : { *(.strtab) }					\
	.shstrtab 0 : { *(.shstrtab) }

/* Built-in code never exits, and addressable pointers have done their work. */
#define DISCARDS							\
	/DISCARD/ : {							\
		*(.exitcall.exit)					\
		*(.exit.data)						\
		*(.discard .discard.*)					\
		*(.eh_frame .eh_frame_hdr)				\
		*(.interp .dynamic)					\
		*(.llvm_addrsig)					\
	}
