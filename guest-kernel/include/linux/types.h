/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_TYPES_H
#define _LINUX_TYPES_H

#ifndef __ASSEMBLY__

#include <linux/compiler.h>
#include <linux/stddef.h>

typedef signed char		__s8;
typedef unsigned char		__u8;
typedef signed short		__s16;
typedef unsigned short		__u16;
typedef signed int		__s32;
typedef unsigned int		__u32;
typedef signed long long	__s64;
typedef unsigned long long	__u64;

typedef __s8			s8;
typedef __u8			u8;
typedef __s16			s16;
typedef __u16			u16;
typedef __s32			s32;
typedef __u32			u32;
typedef __s64			s64;
typedef __u64			u64;

typedef s8			int8_t;
typedef u8			uint8_t;
typedef s16			int16_t;
typedef u16			uint16_t;
typedef s32			int32_t;
typedef u32			uint32_t;
typedef s64			int64_t;
typedef u64			uint64_t;

typedef __u16			__le16, __be16;
typedef __u32			__le32, __be32;
typedef __u64			__le64, __be64;

typedef _Bool			bool;
typedef unsigned char		uchar;
typedef unsigned int		uint;
typedef unsigned long		ulong;
typedef unsigned short		ushort;
typedef unsigned long long	ullong;

typedef __SIZE_TYPE__		size_t;
typedef long			ssize_t;
typedef __PTRDIFF_TYPE__	ptrdiff_t;
typedef unsigned long		uintptr_t;
typedef long			intptr_t;

typedef long long		loff_t;
typedef long			off_t;
typedef int			pid_t;
typedef unsigned int		uid_t;
typedef unsigned int		gid_t;
typedef u32			dev_t;
typedef unsigned short		umode_t;
typedef long long		time64_t;
typedef unsigned int		gfp_t;
typedef unsigned int		fmode_t;
#ifdef CONFIG_PHYS_ADDR_T_64BIT
typedef u64			phys_addr_t;
#else
typedef u32			phys_addr_t;
#endif
typedef phys_addr_t		resource_size_t;
typedef u64			sector_t;

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	s64 counter;
} atomic64_t;

#ifdef CONFIG_64BIT
typedef atomic64_t		atomic_long_t;
#else
typedef atomic_t		atomic_long_t;
#endif

struct list_head {
	struct list_head *next, *prev;
};

struct hlist_node {
	struct hlist_node *next, **pprev;
};

struct hlist_head {
	struct hlist_node *first;
};

#endif /* !__ASSEMBLY__ */
#endif /* _LINUX_TYPES_H */
