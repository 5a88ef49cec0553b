// SPDX-License-Identifier: MIT
/* The PC's serial port: polled, transmit only. */
#include <linux/console.h>
#include <linux/init.h>
#include <linux/io.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <asm/processor.h>

#define UART_TX		0	/* out: transmit buffer */
#define UART_IER	1	/* interrupt enable */
#define UART_FCR	2	/* out: FIFO control */
#define UART_LCR	3	/* line control */
#define UART_MCR	4	/* modem control */
#define UART_LSR	5	/* line status */
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

static void serial8250_console_write(struct console *con, const char *s, unsigned int n)
{
	u16 port = serial8250_ports[con->index];

	for (; n; n--, s++) {
		if (*s == '\n')
			serial8250_putc(port, '\r');
		serial8250_putc(port, *s);
	}
}

static int serial8250_console_setup(struct console *con, char *options)
{
	u16 port;

	if (con->index < 0)
		con->index = 0;
	if (con->index >= (int)ARRAY_SIZE(serial8250_ports))
		return -ENODEV;
	port = serial8250_ports[con->index];
	outb(0, port + UART_IER);
	outb(UART_LCR_WLEN8, port + UART_LCR);
	outb(UART_FCR_ENABLE, port + UART_FCR);
	outb(UART_MCR_DTR_RTS, port + UART_MCR);
	return 0;
}

static struct console serial8250_console = {
	.name	= "ttyS",
	.write	= serial8250_console_write,
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
