// SPDX-License-Identifier: MIT
/* ARM's serial port: polled, transmit only. */
#include <linux/console.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <asm/processor.h>

#define UART_BASE	0x09000000
#define UART_DR		0x000	/* data */
#define UART_FR		0x018	/* flags */
#define UART_LCRH	0x02c	/* line control */
#define UART_CR		0x030	/* control */
#define UART_FR_TXFF	0x20	/* transmit FIFO full */
#define UART_LCRH_8N1_FIFO	0x70
#define UART_CR_ENABLE_TX	0x101

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

static int pl011_console_setup(struct console *con, char *options)
{
	if (con->index < 0)
		con->index = 0;
	if (con->index > 0 || !base)
		return -ENODEV;
	writel(UART_LCRH_8N1_FIFO, base + UART_LCRH);
	writel(UART_CR_ENABLE_TX, base + UART_CR);
	return 0;
}

static struct console pl011_console = {
	.name	= "ttyAMA",
	.write	= pl011_console_write,
	.setup	= pl011_console_setup,
	.flags	= CON_PRINTBUFFER | CON_ANYTIME,
	.index	= -1,
};

static int __init pl011_console_init(void)
{
	base = ioremap(UART_BASE, 0x1000);
	if (!base)
		return -ENOMEM;
	register_console(&pl011_console);
	return 0;
}
console_initcall(pl011_console_init);
