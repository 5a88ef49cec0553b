/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_POISON_H
#define _LINUX_POISON_H

/* Non-canonical addresses: using a deleted list entry faults at once. */
#define POISON_POINTER_DELTA	0xdead000000000000UL
#define LIST_POISON1		((void *)(0x100UL + POISON_POINTER_DELTA))
#define LIST_POISON2		((void *)(0x122UL + POISON_POINTER_DELTA))
#define POISON_FREE_INITMEM	0xcc

#endif /* _LINUX_POISON_H */
