// SPDX-License-Identifier: MIT
/* How a parameter's text becomes its variable, and back. */
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/string.h>

/* What sysfs gives for one parameter at most. */
#define PAGE_SIZE	4096
#define CHARP_MAX	1024

static char dash2underscore(char c)
{
	return c == '-' ? '_' : c;
}

bool parameq(const char *a, const char *b)
{
	for (; dash2underscore(*a) == dash2underscore(*b); a++, b++)
		if (!*a)
			return true;
	return false;
}

#define STANDARD_PARAM_DEF(name, ctype, format, strtox)				\
	int param_set_##name(const char *val, const struct kernel_param *kp)	\
	{									\
		if (!val)							\
			return -EINVAL;						\
		return strtox(val, 0, (ctype *)kp->arg);			\
	}									\
	EXPORT_SYMBOL(param_set_##name);					\
	int param_get_##name(char *buffer, const struct kernel_param *kp)	\
	{									\
		return scnprintf(buffer, PAGE_SIZE, format "\n",		\
				 *(ctype *)kp->arg);				\
	}									\
	EXPORT_SYMBOL(param_get_##name);					\
	const struct kernel_param_ops param_ops_##name = {			\
		.set = param_set_##name,					\
		.get = param_get_##name,					\
	};									\
	EXPORT_SYMBOL(param_ops_##name)

STANDARD_PARAM_DEF(byte,	unsigned char,		"%hhu",		kstrtou8);
STANDARD_PARAM_DEF(short,	short,			"%hi",		kstrtos16);
STANDARD_PARAM_DEF(ushort,	unsigned short,		"%hu",		kstrtou16);
STANDARD_PARAM_DEF(int,		int,			"%i",		kstrtoint);
STANDARD_PARAM_DEF(uint,	unsigned int,		"%u",		kstrtouint);
STANDARD_PARAM_DEF(long,	long,			"%li",		kstrtol);
STANDARD_PARAM_DEF(ulong,	unsigned long,		"%lu",		kstrtoul);
STANDARD_PARAM_DEF(ullong,	unsigned long long,	"%llu",		kstrtoull);
STANDARD_PARAM_DEF(hexint,	unsigned int,		"%#08x",	kstrtouint);

/*
 * charp: the copy belongs to the parameter. A pointer that is not such a copy (the
 * variable's first value) must not be freed, so the copies are remembered.
 */
struct charp_copy {
	struct list_head list;
	char text[];
};

static LIST_HEAD(charp_copies);

static void charp_free(const char *text)
{
	struct charp_copy *copy;

	list_for_each_entry(copy, &charp_copies, list) {
		if (copy->text == text) {
			list_del(&copy->list);
			kfree(copy);
			return;
		}
	}
}

int param_set_charp(const char *val, const struct kernel_param *kp)
{
	struct charp_copy *copy;
	size_t len;

	if (!val)
		return -EINVAL;
	len = strnlen(val, CHARP_MAX + 1);
	if (len > CHARP_MAX) {
		pr_err("%s: string parameter too long\n", kp->name);
		return -ENOSPC;
	}
	copy = kmalloc(sizeof(*copy) + len + 1, GFP_KERNEL);
	if (!copy)
		return -ENOMEM;
	memcpy(copy->text, val, len + 1);
	charp_free(*(char **)kp->arg);
	list_add(&copy->list, &charp_copies);
	*(char **)kp->arg = copy->text;
	return 0;
}
EXPORT_SYMBOL(param_set_charp);

int param_get_charp(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", *(char **)kp->arg);
}
EXPORT_SYMBOL(param_get_charp);

void param_free_charp(void *arg)
{
	charp_free(*(char **)arg);
}
EXPORT_SYMBOL(param_free_charp);

const struct kernel_param_ops param_ops_charp = {
	.set = param_set_charp,
	.get = param_get_charp,
	.free = param_free_charp,
};
EXPORT_SYMBOL(param_ops_charp);

int param_set_bool(const char *val, const struct kernel_param *kp)
{
	return kstrtobool(val ? val : "1", (bool *)kp->arg);
}
EXPORT_SYMBOL(param_set_bool);

int param_get_bool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'Y' : 'N');
}
EXPORT_SYMBOL(param_get_bool);

const struct kernel_param_ops param_ops_bool = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bool,
	.get = param_get_bool,
};
EXPORT_SYMBOL(param_ops_bool);

/* No value means nothing here: the inversion of what? */
int param_set_invbool(const char *val, const struct kernel_param *kp)
{
	bool value;
	int ret;

	if (!val)
		return -EINVAL;
	ret = kstrtobool(val, &value);
	if (ret == 0)
		*(bool *)kp->arg = !value;
	return ret;
}
EXPORT_SYMBOL(param_set_invbool);

int param_get_invbool(char *buffer, const struct kernel_param *kp)
{
	return sprintf(buffer, "%c\n", *(bool *)kp->arg ? 'N' : 'Y');
}
EXPORT_SYMBOL(param_get_invbool);

const struct kernel_param_ops param_ops_invbool = {
	.set = param_set_invbool,
	.get = param_get_invbool,
};
EXPORT_SYMBOL(param_ops_invbool);

int param_set_bint(const char *val, const struct kernel_param *kp)
{
	bool value;
	int ret = kstrtobool(val ? val : "1", &value);

	if (ret == 0)
		*(int *)kp->arg = value;
	return ret;
}
EXPORT_SYMBOL(param_set_bint);

const struct kernel_param_ops param_ops_bint = {
	.flags = KERNEL_PARAM_OPS_FL_NOARG,
	.set = param_set_bint,
	.get = param_get_int,
};
EXPORT_SYMBOL(param_ops_bint);

int param_set_copystring(const char *val, const struct kernel_param *kp)
{
	const struct kparam_string *kps = kp->str;

	if (!val)
		return -EINVAL;
	if (strnlen(val, kps->maxlen) == kps->maxlen) {
		pr_err("%s: string doesn't fit in %u chars.\n", kp->name, kps->maxlen - 1);
		return -ENOSPC;
	}
	strcpy(kps->string, val);
	return 0;
}
EXPORT_SYMBOL(param_set_copystring);

int param_get_string(char *buffer, const struct kernel_param *kp)
{
	return scnprintf(buffer, PAGE_SIZE, "%s\n", kp->str->string);
}
EXPORT_SYMBOL(param_get_string);

const struct kernel_param_ops param_ops_string = {
	.set = param_set_copystring,
	.get = param_get_string,
};
EXPORT_SYMBOL(param_ops_string);

/* A kernel_param for one element, as the element's own ops want it. */
static struct kernel_param array_element(const struct kernel_param *kp, unsigned int i)
{
	const struct kparam_array *arr = kp->arr;

	return (struct kernel_param){
		.name = kp->name, .mod = kp->mod, .ops = arr->ops, .perm = kp->perm,
		.level = kp->level, .flags = kp->flags,
		.arg = arr->elem + arr->elemsize * i,
	};
}

static int param_array_set(const char *val, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	unsigned int count = 0;
	char *text, *rest, *word;
	int ret = 0;

	if (!val)
		return -EINVAL;
	text = rest = kstrdup(val, GFP_KERNEL);
	if (!text)
		return -ENOMEM;
	while ((word = strsep(&rest, ",")) != NULL) {
		struct kernel_param element;

		if (count == arr->max) {
			pr_err("%s: can only take %i arguments\n", kp->name, arr->max);
			ret = -EINVAL;
			break;
		}
		element = array_element(kp, count);
		ret = arr->ops->set(word, &element);
		if (ret)
			break;
		count++;
		if (arr->num)
			*arr->num = count;
	}
	kfree(text);
	return ret;
}

static int param_array_get(char *buffer, const struct kernel_param *kp)
{
	const struct kparam_array *arr = kp->arr;
	unsigned int count = arr->num ? *arr->num : arr->max;
	unsigned int i;
	int len = 0;

	for (i = 0; i < count; i++) {
		struct kernel_param element = array_element(kp, i);
		int ret;

		/* Each element ends in a newline, which becomes the comma before the next. */
		if (i)
			buffer[len - 1] = ',';
		ret = arr->ops->get(buffer + len, &element);
		if (ret < 0)
			return ret;
		len += ret;
	}
	buffer[len] = '\0';
	return len;
}

static void param_array_free(void *arg)
{
	const struct kparam_array *arr = arg;
	unsigned int count = arr->num ? *arr->num : arr->max;
	unsigned int i;

	if (!arr->ops->free)
		return;
	for (i = 0; i < count; i++)
		arr->ops->free(arr->elem + arr->elemsize * i);
}

const struct kernel_param_ops param_array_ops = {
	.set = param_array_set,
	.get = param_array_get,
	.free = param_array_free,
};
EXPORT_SYMBOL(param_array_ops);
