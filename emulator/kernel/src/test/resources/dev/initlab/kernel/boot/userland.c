// SPDX-License-Identifier: MIT
/* What a program may rely on; the exit status is the line that was wrong, or 0. */
#include <libc.h>
#include <syscall.h>

#if defined(__x86_64__)
#define O_DIRECTORY	0200000
#define O_NOFOLLOW	0400000
#else
#define O_DIRECTORY	040000
#define O_NOFOLLOW	0100000
#endif

#define CHECK(condition)	do { if (!(condition)) _exit(__LINE__); } while (0)

/* The flags that have numbers of their own on each architecture. */
static void flags(void)
{
	int fd;

	CHECK(open("/etc/modules", O_RDONLY | O_DIRECTORY) == -1 && errno == ENOTDIR);
	fd = open("/etc", O_RDONLY | O_DIRECTORY);
	CHECK(fd >= 0);
	CHECK(close(fd) == 0);
	fd = open("/etc/modules", O_RDONLY | O_NOFOLLOW);
	CHECK(fd >= 0);
	CHECK(close(fd) == 0);
}

/* Registers the kernel has no use for: they survive system calls and other tasks. */
static void floats(void)
{
	double sum = getpid(), expected = sum;
	int status, i;
	pid_t pid = fork();

	CHECK(pid >= 0);
	for (i = 0; i < 100; i++) {
		sum += pid ? 0.5 : 0.25;
		getpid();
	}
	if (!pid)
		_exit(sum == expected + 25 ? 0 : __LINE__);
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	CHECK(sum == expected + 50);
}

/* Memory is a task's own after fork(), the stack and the heap as well. */
static void memory(void)
{
	static int datum = 1;
	volatile int local = 1;
	int *heap = malloc(sizeof(*heap)), status;
	pid_t pid;

	CHECK(heap);
	*heap = 1;
	pid = fork();
	CHECK(pid >= 0);
	if (!pid) {
		datum = local = *heap = 2;
		_exit(datum + local + *heap == 6 ? 0 : __LINE__);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WEXITSTATUS(status) == 0);
	CHECK(datum + local + *heap == 3);
}

#if defined(__aarch64__)
/* A program sets the register by itself. */
static void set_thread_pointer(unsigned long value)
{
	__asm__ __volatile__("msr tpidr_el0, %0" : : "r"(value));
}

static unsigned long get_thread_pointer(void)
{
	unsigned long value;

	__asm__ __volatile__("mrs %0, tpidr_el0" : "=r"(value));
	return value;
}
#elif defined(__arm__)
/* The kernel sets it, and a program can read it. */
static void set_thread_pointer(unsigned long value)
{
	CHECK(__syscall(0x0f0005, value, 0, 0, 0, 0, 0) == 0);
}

static unsigned long get_thread_pointer(void)
{
	unsigned long value;

	__asm__ __volatile__("mrc p15, 0, %0, c13, c0, 3" : "=r"(value));
	return value;
}
#endif

static void thread_pointer(void)
{
#if defined(__aarch64__) || defined(__arm__)
	int status;
	pid_t pid;

	set_thread_pointer(0x1234);
	pid = fork();
	CHECK(pid >= 0);
	CHECK(get_thread_pointer() == 0x1234);
	if (!pid) {
		set_thread_pointer(0x80005678);
		getpid();
		_exit(get_thread_pointer() == 0x80005678 ? 0 : __LINE__);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WEXITSTATUS(status) == 0);
	CHECK(get_thread_pointer() == 0x1234);
#endif
#if defined(__arm__)
	CHECK(__syscall(0x0f0006, 0, 0, 0, 0, 0, 0) == 0x1234);
#endif
}

/* A file of the initramfs has an end, and a position before it. */
static void positions(void)
{
	int fd = open("/etc/modules", O_RDONLY);
	off_t end;
	char c;

	CHECK(fd >= 0);
	end = lseek(fd, 0, SEEK_END);
	CHECK(end > 1);
	CHECK(lseek(fd, -1, SEEK_END) == end - 1);
	CHECK(read(fd, &c, 1) == 1 && c == '\n');
	CHECK(lseek(fd, -1, SEEK_SET) == -1 && errno == EINVAL);
	CHECK(read(fd, &c, -1) == -1 && errno == EINVAL);
	CHECK(close(fd) == 0);
}

/* What the auxiliary vector promises of an Arm processor, and one instruction of each: there is no SIGILL. */
static void capabilities(void)
{
#if defined(__aarch64__) || defined(__arm__)
	unsigned long *word = (unsigned long *)environ, hwcap = 0;

	while (*word++)
		;
	for (; word[0]; word += 2)
		if (word[0] == 16)
			hwcap = word[1];
#if defined(__aarch64__)
	CHECK(hwcap == 0xfb); /* FP ASIMD AES PMULL SHA1 SHA2 CRC32 */
	__asm__ __volatile__(".arch armv8-a+crypto+crc\n\t"
			     "aese v0.16b, v1.16b\n\tpmull v0.1q, v1.1d, v2.1d\n\tsha1h s0, s1\n\t"
			     "sha256su0 v0.4s, v1.4s\n\tcrc32w w9, w9, w9" : : : "v0", "x9");
#else
	CHECK(hwcap == 0x1fb0d6); /* half thumb fastmult vfp edsp neon vfpv3 tls vfpv4 idiva idivt vfpd32 lpae */
	__asm__ __volatile__(".fpu neon-vfpv4\n\t.arch_extension idiv\n\tvadd.i32 q8, q8, q9\n\t"
			     "vfma.f32 s0, s1, s2\n\tmov r1, #7\n\tsdiv r0, r1, r1" : : : "r0", "r1", "d0", "cc");
#endif
#endif
}

/* A device that is a module's code: its position is the driver's, and bad buffers are told apart from faults. */
static void device(void)
{
	static const char constant[4] = "abc";
	int module = open("/lib/modules/chardev.ko", O_RDONLY), fd;
	char text[4];

	CHECK(module >= 0);
	CHECK(finit_module(module, "", 0) == 0);
	CHECK(close(module) == 0);
	CHECK(mknod("/dev/c", 020600, 254 << 8) == 0);
	fd = open("/dev/c", O_RDWR);
	CHECK(fd >= 0);
	CHECK(write(fd, "0123456789", 10) == 10);
	CHECK(lseek(fd, 4, SEEK_SET) == 4);
	CHECK(read(fd, text, 2) == 2 && text[0] == '4' && text[1] == '5');
	CHECK(lseek(fd, 1, 1) == 7);
	CHECK(lseek(fd, -1, SEEK_END) == 9);
	CHECK(read(fd, text, 4) == 1 && text[0] == '9');
	CHECK(lseek(fd, -11, SEEK_END) == -1 && errno == EINVAL);
	CHECK(lseek(fd, 0, 9) == -1 && errno == EINVAL);
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	CHECK(read(fd, (char *)16, 4) == -1 && errno == EFAULT);
	CHECK(read(fd, (char *)-4096, 4) == -1 && errno == EFAULT);
	CHECK(read(fd, (char *)constant, 4) == -1 && errno == EFAULT);
	CHECK(read(fd, text, 4) == 4 && text[0] == '0');
	CHECK(write(fd, (char *)16, 4) == -1 && errno == EFAULT);
	CHECK(lseek(fd, 0, SEEK_SET) == 0); /* what could not be copied is zero: _copy_from_user() */
	CHECK(read(fd, text, 4) == 4 && text[0] == 0 && text[3] == 0);
	CHECK(close(fd) == 0);
	fd = open("/proc/chardev", O_RDONLY);
	CHECK(fd >= 0);
	CHECK(read(fd, text, 4) == 4 && text[0] == 'm' && text[3] == 'o');
	CHECK(lseek(fd, 0, SEEK_SET) == 0);
	CHECK(read(fd, text, 1) == 1 && text[0] == 'm');
	CHECK(close(fd) == 0);
	CHECK(delete_module("chardev", 0) == 0);
}

/* The counter a program can read shows the guest's time, which has just begun. */
static void counter(void)
{
	unsigned long long count[2];
	int i;

	for (i = 0; i < 2; i++) {
#if defined(__aarch64__)
		__asm__ __volatile__("mrs %0, cntvct_el0" : "=r"(count[i]));
#else
		unsigned int low, high;

#if defined(__x86_64__)
		__asm__ __volatile__("rdtsc" : "=a"(low), "=d"(high));
#else
		__asm__ __volatile__("mrrc p15, 1, %0, %1, c14" : "=r"(low), "=r"(high));
#endif
		count[i] = (unsigned long long)high << 32 | low;
#endif
		getpid();
	}
	CHECK(count[0] > 0 && count[0] < count[1] && count[1] < 1000000000);
}

#if defined(__arm__)
/* mov r0, #1; bx lr: written, flushed, run; then another number. */
static void code(void)
{
	static unsigned int function[2] __attribute__((aligned(4096)));
	int (*run)(void) = (int (*)(void))function;
	int i;

	CHECK(__syscall(125, (long)function, 4096, 7, 0, 0, 0) == 0);
	for (i = 1; i < 4; i++) {
		function[0] = 0xe3a00000 | i;
		function[1] = 0xe12fff1e;
		CHECK(__syscall(0x0f0002, (long)function, (long)(function + 2), 0, 0, 0, 0) == 0);
		CHECK(run() == i);
	}
	CHECK(__syscall(0x0f0002, 4, 0, 0, 0, 0, 0) == -EINVAL);
	CHECK(__syscall(0x0f0002, 0, 4, 1, 0, 0, 0) == -EINVAL);
	CHECK(__syscall(0x0f0002, 0, -4, 0, 0, 0, 0) == -EFAULT);
}
#else
static void code(void)
{
}
#endif

/* An instruction that waits for an interrupt may be in a program on Arm: it ends at some time. */
static void waits(void)
{
#if defined(__aarch64__)
	__asm__ __volatile__("wfi; wfe; yield");
#elif defined(__arm__)
	__asm__ __volatile__("wfi");
#endif
}

int main(int argc, char **argv)
{
	CHECK(argc == 2);
	switch (argv[1][0]) {
	case 'f':
		flags();
		break;
	case 'd':
		floats();
		break;
	case 'm':
		memory();
		break;
	case 't':
		thread_pointer();
		break;
	case 'o':
		code();
		break;
	case 'h':
		capabilities();
		break;
	case 'D':
		device();
		break;
	case 'p':
		positions();
		break;
	case 'c':
		counter();
		break;
	case 'w':
		waits();
		break;
	default:
		CHECK(0);
	}
	printf("userland: %s is well\n", argv[1]);
	return 0;
}
