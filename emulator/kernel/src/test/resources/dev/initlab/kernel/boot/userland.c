// SPDX-License-Identifier: MIT
/* What a program may rely on; the exit status is the line that was wrong, or 0. */
#include <libc.h>

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

/* Only where a program sets the register by itself. */
static void thread_pointer(void)
{
#if defined(__aarch64__)
	unsigned long value;
	int status;
	pid_t pid;

	__asm__ __volatile__("msr tpidr_el0, %0" : : "r"(0x1234UL));
	pid = fork();
	CHECK(pid >= 0);
	__asm__ __volatile__("mrs %0, tpidr_el0" : "=r"(value));
	CHECK(value == 0x1234);
	if (!pid) {
		__asm__ __volatile__("msr tpidr_el0, %0" : : "r"(0x5678UL));
		getpid();
		__asm__ __volatile__("mrs %0, tpidr_el0" : "=r"(value));
		_exit(value == 0x5678 ? 0 : __LINE__);
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK(WEXITSTATUS(status) == 0);
	__asm__ __volatile__("mrs %0, tpidr_el0" : "=r"(value));
	CHECK(value == 0x1234);
#endif
}

/* An instruction that waits for an interrupt may be in a program on Arm: it ends at some time. */
static void waits(void)
{
#if defined(__aarch64__)
	__asm__ __volatile__("wfi; wfe; yield");
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
	case 'w':
		waits();
		break;
	default:
		CHECK(0);
	}
	printf("userland: %s is well\n", argv[1]);
	return 0;
}
