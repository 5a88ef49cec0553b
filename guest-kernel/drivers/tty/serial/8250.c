// SPDX-License-Identifier: MIT
/* The PC's serial port: polled. */
#include <linux/console.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/string.h>
#include <asm/processor.h>

#define UART_RX		0	/* in: receive buffer */
#define UART_TX		0	/* out: transmit buffer */
#define UART_IER	1	/* interrupt enable */
#define UART_FCR	2	/* out: FIFO control */
#define UART_LCR	3	/* line control */
#define UART_MCR	4	/* modem control */
#define UART_LSR	5	/* line status */
#define UART_LSR_DR	0x01	/* receiver data ready */
#define UART_LSR_THRE	0x20	/* transmit holding register empty */
#define UART_LCR_WLEN8	0x03
#define UART_FCR_ENABLE	0x01
#define UART_MCR_DTR_RTS	0x03

#define TX_POLLS	100000	/* a dead port must not stop the boot */

static const u16 serial8250_ports[] = { 0x3f8, 0x2f8, 0x3e8, 0x2e8 };

static void serial8250_putc(u16 port, char c)
{
	int polls = TX_POLLS;

	while (!(inb(port + UART_LSR) & UART_LSR_THRE) && --polls)
		cpu_relax();
	outb(c, port + UART_TX);
}

static void serial8250_puts(u16 port, const char *s, unsigned int n)
{
	for (; n; n--, s++) {
		if (*s == '\n')
			serial8250_putc(port, '\r');
		serial8250_putc(port, *s);
	}
}

static void serial8250_start(u16 port)
{
	outb(0, port + UART_IER);
	outb(UART_LCR_WLEN8, port + UART_LCR);
	outb(UART_FCR_ENABLE, port + UART_FCR);
	outb(UART_MCR_DTR_RTS, port + UART_MCR);
}

static void serial8250_console_write(struct console *con, const char *s, unsigned int n)
{
	serial8250_puts(serial8250_ports[con->index], s, n);
}

static int serial8250_console_read(struct console *con, char *s, unsigned int n)
{
	u16 port = serial8250_ports[con->index];
	unsigned int i;

	for (i = 0; i < n && (inb(port + UART_LSR) & UART_LSR_DR); i++)
		s[i] = inb(port + UART_RX);
	return i;
}

static int serial8250_console_setup(struct console *con, char *options)
{
	if (con->index < 0)
		con->index = 0;
	if (con->index >= (int)ARRAY_SIZE(serial8250_ports))
		return -ENODEV;
	serial8250_start(serial8250_ports[con->index]);
	return 0;
}

static struct console serial8250_console = {
	.name	= "ttyS",
	.write	= serial8250_console_write,
	.read	= serial8250_console_read,
	.setup	= serial8250_console_setup,
	.flags	= CON_PRINTBUFFER | CON_ANYTIME,
	.index	= -1,
};

static int __init serial8250_console_init(void)
{
	register_console(&serial8250_console);
	return 0;
}
console_initcall(serial8250_console_init);

/* ---- the first port, before anybody has looked what is there ------------------------ */

static void early_serial8250_write(struct console *con, const char *s, unsigned int n)
{
	serial8250_puts(serial8250_ports[0], s, n);
}

static int early_serial8250_setup(struct console *con, char *options)
{
	serial8250_start(serial8250_ports[0]);
	return 0;
}

static struct console early_serial8250 = {
	.name	= "uart",
	.index	= 8250,
	.write	= early_serial8250_write,
	.setup	= early_serial8250_setup,
	.flags	= CON_PRINTBUFFER | CON_BOOT | CON_ANYTIME,
};

static int __init serial8250_earlycon(char *options)
{
	if (options && strncmp(options, "uart", 4))
		return 0;	/* what console= names comes here too */
	if (options && strncmp(options, "uart8250,io,0x3f8", 17))
		return -EINVAL;
	pr_info("earlycon: uart8250 at I/O port 0x3f8 (options '')\n");
	register_console(&early_serial8250);
	return 0;
}
early_param("earlycon", serial8250_earlycon);

static struct console early_serial_console = {
	.name	= "earlyser",
	.write	= early_serial8250_write,
	.setup	= early_serial8250_setup,
	.flags	= CON_PRINTBUFFER | CON_BOOT | CON_ANYTIME,
};

static int __init serial8250_earlyprintk(char *options)
{
	if (!options || !strncmp(options, "serial", 6) || !strncmp(options, "ttyS", 4))
		register_console(&early_serial_console);
	return 0;
}
early_param("earlyprintk", serial8250_earlyprintk);
