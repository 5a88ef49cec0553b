/* SPDX-License-Identifier: MIT */
#include "../vmlinux.lds.h"

/* PAGE_OFFSET and the start of memory, and TEXT_OFFSET behind each. */
#define KIMAGE_VADDR	0xc0008000
#define KIMAGE_PADDR	0x40008000
#define LOAD_OFFSET	(KIMAGE_VADDR - KIMAGE_PADDR)

OUTPUT_FORMAT("elf32-littlearm")
OUTPUT_ARCH(arm)
ENTRY(stext)
MODEL_ENTRY_POINTS

VMLINUX_PHDRS

SECTIONS
{
	. = KIMAGE_VADDR;
	TEXT_SECTIONS
	RODATA_SECTIONS
	DATA_SECTIONS
	INIT_SECTIONS
	ELF_DETAILS
	.ARM.attributes 0 : { *(.ARM.attributes) }
	/DISCARD/ : { *(.ARM.exidx .ARM.exidx.* .ARM.extab .ARM.extab.*) }
	DISCARDS
}
