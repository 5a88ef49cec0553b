/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_IOPORT_H
#define _LINUX_IOPORT_H

#include <linux/types.h>

#define IORESOURCE_IO	0x00000100
#define IORESOURCE_MEM	0x00000200
#define IORESOURCE_IRQ	0x00000400
#define IORESOURCE_BUSY	0x80000000

/* Both ends belong to it; children lie inside and do not overlap, lowest first. */
struct resource {
	resource_size_t start;
	resource_size_t end;
	const char *name;
	unsigned long flags;
	struct resource *parent, *sibling, *child;
};

extern struct resource ioport_resource;
extern struct resource iomem_resource;

static inline resource_size_t resource_size(const struct resource *res)
{
	return res->end - res->start + 1;
}

#define DEFINE_RES(_start, _size, _name, _flags)	\
	{ .start = (_start), .end = (_start) + (_size) - 1, .name = (_name), .flags = (_flags) }
#define DEFINE_RES_IO_NAMED(start, size, name)	DEFINE_RES(start, size, name, IORESOURCE_IO)
#define DEFINE_RES_MEM_NAMED(start, size, name)	DEFINE_RES(start, size, name, IORESOURCE_MEM)

int request_resource(struct resource *root, struct resource *res);
int insert_resource(struct resource *root, struct resource *res);
int release_resource(struct resource *res);
struct resource *__request_region(struct resource *root, resource_size_t start,
				  resource_size_t n, const char *name);
void __release_region(struct resource *root, resource_size_t start, resource_size_t n);

#define request_region(start, n, name)	\
	__request_region(&ioport_resource, start, n, name)
#define release_region(start, n)	\
	__release_region(&ioport_resource, start, n)
#define request_mem_region(start, n, name)	\
	__request_region(&iomem_resource, start, n, name)
#define release_mem_region(start, n)	\
	__release_region(&iomem_resource, start, n)

#endif /* _LINUX_IOPORT_H */
