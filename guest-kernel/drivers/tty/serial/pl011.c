// SPDX-License-Identifier: MIT
/* ARM's serial port: polled. */
#include <linux/console.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <asm/processor.h>

#define UART_BASE	0x09000000
#define UART_DR		0x000	/* data */
#define UART_FR		0x018	/* flags */
#define UART_LCRH	0x02c	/* line control */
#define UART_CR		0x030	/* control */
#define UART_FR_RXFE	0x10	/* receive FIFO empty */
#define UART_FR_TXFF	0x20	/* transmit FIFO full */
#define UART_LCRH_8N1_FIFO	0x70
#define UART_CR_ENABLE	0x301	/* both ways */

#define TX_POLLS	100000	/* a dead port must not stop the boot */

static void __iomem *base;

static void pl011_putc(char c)
{
	int polls = TX_POLLS;

	while ((readl(base + UART_FR) & UART_FR_TXFF) && --polls)
		cpu_relax();
	writel((u8)c, base + UART_DR);
}

static void pl011_console_write(struct console *con, const char *s, unsigned int n)
{
	for (; n; n--, s++) {
		if (*s == '\n')
			pl011_putc('\r');
		pl011_putc(*s);
	}
}

static int pl011_console_read(struct console *con, char *s, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n && !(readl(base + UART_FR) & UART_FR_RXFE); i++)
		s[i] = readl(base + UART_DR);
	return i;
}

static int pl011_start(void)
{
	if (!base)
		base = ioremap(UART_BASE, 0x1000);
	if (!base)
		return -ENOMEM;
	writel(UART_LCRH_8N1_FIFO, base + UART_LCRH);
	writel(UART_CR_ENABLE, base + UART_CR);
	return 0;
}

static int pl011_console_setup(struct console *con, char *options)
{
	if (con->index < 0)
		con->index = 0;
	if (con->index > 0)
		return -ENODEV;
	return pl011_start();
}

static struct console pl011_console = {
	.name	= "ttyAMA",
	.write	= pl011_console_write,
	.read	= pl011_console_read,
	.setup	= pl011_console_setup,
	.flags	= CON_PRINTBUFFER | CON_ANYTIME,
	.index	= -1,
};

static int __init pl011_console_init(void)
{
	register_console(&pl011_console);
	return 0;
}
console_initcall(pl011_console_init);

/* ---- the same before anybody has looked what is there ------------------------------- */

static int early_pl011_setup(struct console *con, char *options)
{
	return pl011_start();
}

static struct console early_pl011 = {
	.name	= "pl",
	.index	= 11,
	.write	= pl011_console_write,
	.setup	= early_pl011_setup,
	.flags	= CON_PRINTBUFFER | CON_BOOT | CON_ANYTIME,
};

static int __init pl011_earlycon(char *options)
{
	if (options && strncmp(options, "pl011", 5))
		return 0;	/* what console= names comes here too */
	if (options && strncmp(options, "pl011,0x9000000", 15) &&
	    strncmp(options, "pl011,mmio32,0x9000000", 22))
		return -EINVAL;
	pr_info("earlycon: pl11 at MMIO 0x%016x (options '')\n", UART_BASE);
	register_console(&early_pl011);
	return 0;
}
early_param("earlycon", pl011_earlycon);
