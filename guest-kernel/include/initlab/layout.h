/* SPDX-License-Identifier: MIT */
#ifndef _INITLAB_LAYOUT_H
#define _INITLAB_LAYOUT_H

#include <linux/compiler.h>
#include <linux/stddef.h>
#include <linux/stringify.h>
#include <linux/types.h>

/*
 * Tells the kernel model where things lie in a struct, by ELF notes.
 *
 * Owner "initlab", type 1: u32 offset, u32 size, "struct.field\0".
 *                  type 2: u32 size, u32 alignment, "struct\0".
 */
#define NT_INITLAB_FIELD	1
#define NT_INITLAB_SIZE		2

/* "struct module" -> module: pasting makes the keyword the name of an empty macro. */
#define __layout_drop_struct
#define __layout_tag(type)	__layout_drop_##type

/* .L: eighty names that nobody calls do not get into the symbol table. */
#define __LAYOUT_NOTE(note_type, a, b, str)	\
	__LAYOUT_NOTE_(note_type, a, b, str, __COUNTER__)
#define __LAYOUT_NOTE_(note_type, a, b, str, n)	\
	__LAYOUT_NOTE__(note_type, a, b, str, n)
#define __LAYOUT_NOTE__(note_type, a, b, str, n)			\
	static const struct {						\
		u32 namesz, descsz, type;				\
		char name[8];						\
		u32 first, second;					\
		char text[(sizeof(str) + 3) & ~3UL];			\
	} __layout_##n __asm__(".Llayout_" #n) __used __aligned(4)	\
	  __section(".note.initlab.layout") = {				\
		8, 8 + sizeof(str), note_type, "initlab", a, b, str }

#define LAYOUT_FIELD(type, field)					\
	__LAYOUT_NOTE(NT_INITLAB_FIELD, offsetof(type, field),		\
		      sizeof_field(type, field),			\
		      __stringify(__layout_tag(type)) "." #field)
/* An array without a size, at the end. */
#define LAYOUT_ARRAY(type, field)					\
	__LAYOUT_NOTE(NT_INITLAB_FIELD, offsetof(type, field), 0,	\
		      __stringify(__layout_tag(type)) "." #field)
#define LAYOUT_SIZE(type)						\
	__LAYOUT_NOTE(NT_INITLAB_SIZE, sizeof(type), __alignof__(type),	\
		      __stringify(__layout_tag(type)))

#endif /* _INITLAB_LAYOUT_H */
