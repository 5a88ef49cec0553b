// SPDX-License-Identifier: MIT
/* Who has which ports and which addresses. */
#include <linux/export.h>
#include <linux/ioport.h>
#include <linux/kernel.h>
#include <linux/slab.h>
#include <linux/string.h>

struct resource ioport_resource = {
	.name = "PCI IO", .start = 0, .end = 0xffff, .flags = IORESOURCE_IO,
};
EXPORT_SYMBOL(ioport_resource);

struct resource iomem_resource = {
	.name = "PCI mem", .start = 0, .end = -1, .flags = IORESOURCE_MEM,
};
EXPORT_SYMBOL(iomem_resource);

/* The place among the children, or NULL when somebody else is in the way. */
static struct resource **find_gap(struct resource *root, struct resource *res)
{
	struct resource **at = &root->child;

	if (res->start > res->end || res->start < root->start || res->end > root->end)
		return NULL;
	while (*at && (*at)->end < res->start)
		at = &(*at)->sibling;
	return *at && (*at)->start <= res->end ? NULL : at;
}

int request_resource(struct resource *root, struct resource *res)
{
	struct resource **at = find_gap(root, res);

	if (!at)
		return -EBUSY;
	res->sibling = *at;
	res->parent = root;
	*at = res;
	return 0;
}
EXPORT_SYMBOL(request_resource);

/* Into the smallest one that it fits in. */
int insert_resource(struct resource *root, struct resource *res)
{
	struct resource *child;

	for (child = root->child; child; child = child->sibling)
		if (child->start <= res->start && res->end <= child->end)
			return insert_resource(child, res);
	return request_resource(root, res);
}
EXPORT_SYMBOL_GPL(insert_resource);

int release_resource(struct resource *res)
{
	struct resource **at;

	for (at = &res->parent->child; *at; at = &(*at)->sibling) {
		if (*at == res) {
			*at = res->sibling;
			res->parent = NULL;
			return 0;
		}
	}
	return -EINVAL;
}
EXPORT_SYMBOL(release_resource);

/* A busy region inside whatever describes the hardware there. */
struct resource *__request_region(struct resource *root, resource_size_t start,
				  resource_size_t n, const char *name)
{
	struct resource *res = kzalloc(sizeof(*res), GFP_KERNEL);
	struct resource *child;

	if (!res)
		return NULL;
	res->name = name;
	res->start = start;
	res->end = start + n - 1;
	res->flags = root->flags | IORESOURCE_BUSY;
again:
	if (request_resource(root, res) == 0)
		return res;
	for (child = root->child; child; child = child->sibling) {
		if (child->start <= res->start && res->end <= child->end &&
		    !(child->flags & IORESOURCE_BUSY)) {
			root = child;
			goto again;
		}
	}
	kfree(res);
	return NULL;
}
EXPORT_SYMBOL(__request_region);

void __release_region(struct resource *root, resource_size_t start, resource_size_t n)
{
	resource_size_t end = start + n - 1;
	struct resource *res = root->child;

	while (res) {
		if (res->start <= start && end <= res->end) {
			if (!(res->flags & IORESOURCE_BUSY)) {
				res = res->child;
				continue;
			}
			if (res->start == start && res->end == end) {
				release_resource(res);
				kfree(res);
				return;
			}
			break;
		}
		res = res->sibling;
	}
	pr_warn("Trying to free nonexistent resource <%016llx-%016llx>\n", (u64)start, (u64)end);
}
EXPORT_SYMBOL(__release_region);
