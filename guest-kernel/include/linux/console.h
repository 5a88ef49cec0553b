/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_CONSOLE_H
#define _LINUX_CONSOLE_H

#include <linux/types.h>

#define CON_PRINTBUFFER		(1 << 0)	/* wants the old messages too */
#define CON_CONSDEV		(1 << 1)	/* the one behind /dev/console */
#define CON_ENABLED		(1 << 2)
#define CON_BOOT		(1 << 3)
#define CON_ANYTIME		(1 << 4)

struct console {
	char		name[16];
	void		(*write)(struct console *con, const char *s, unsigned int n);
	int		(*read)(struct console *con, char *s, unsigned int n);
	int		(*setup)(struct console *con, char *options);
	int		(*exit)(struct console *con);
	short		flags;
	short		index;		/* -1: any */
	int		cflag;
	unsigned int	ispeed;
	unsigned int	ospeed;
	void		*data;
	struct console	*next;
};

/* Hypercalls: see <initlab/hypercalls.h>. */
void register_console(struct console *con);
int unregister_console(struct console *con);

#endif /* _LINUX_CONSOLE_H */
