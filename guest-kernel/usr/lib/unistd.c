// SPDX-License-Identifier: MIT
#include <libc.h>
#include <syscall.h>
#include <linux/reboot.h>

#define AT_FDCWD	-100
#define SIGCHLD		17
#define PROT_READ	1
#define PROT_WRITE	2
#define MAP_PRIVATE	0x02
#define MAP_ANONYMOUS	0x20

static long result(long ret)
{
	if ((unsigned long)ret <= (unsigned long)-4096)
		return ret;
	errno = -ret;
	return -1;
}

#define CALL6(nr, a, b, c, d, e, f)	\
	result(__syscall(__NR_##nr, (long)(a), (long)(b), (long)(c), (long)(d), (long)(e), \
			 (long)(f)))
#define CALL5(nr, a, b, c, d, e)	CALL6(nr, a, b, c, d, e, 0)
#define CALL4(nr, a, b, c, d)		CALL6(nr, a, b, c, d, 0, 0)
#define CALL3(nr, a, b, c)		CALL6(nr, a, b, c, 0, 0, 0)
#define CALL2(nr, a, b)			CALL6(nr, a, b, 0, 0, 0, 0)
#define CALL1(nr, a)			CALL6(nr, a, 0, 0, 0, 0, 0)
#define CALL0(nr)			CALL6(nr, 0, 0, 0, 0, 0, 0)

ssize_t read(int fd, void *buf, size_t len)
{
	return CALL3(read, fd, buf, len);
}

ssize_t write(int fd, const void *buf, size_t len)
{
	return CALL3(write, fd, buf, len);
}

int open(const char *path, int flags)
{
	return CALL4(openat, AT_FDCWD, path, flags, 0644);
}

int close(int fd)
{
	return CALL1(close, fd);
}

int mknod(const char *path, unsigned int mode, unsigned int dev)
{
	return CALL4(mknodat, AT_FDCWD, path, mode, dev);
}

int dup2(int from, int to)
{
	return from == to ? to : CALL3(dup3, from, to, 0);
}

off_t lseek(int fd, off_t offset, int whence)
{
	return CALL3(lseek, fd, offset, whence);
}

/* The kernel answers with the end it has after the call: the old one when it refused. */
void *sbrk(ptrdiff_t increment)
{
	static char *end;
	char *old;

	if (!end)
		end = (char *)__syscall(__NR_brk, 0, 0, 0, 0, 0, 0);
	old = end;
	if (increment) {
		end = (char *)__syscall(__NR_brk, (long)(old + increment), 0, 0, 0, 0, 0);
		if (end != old + increment) {
			errno = ENOMEM;
			return (void *)-1;
		}
	}
	return old;
}

void *mmap_anonymous(size_t len)
{
	return (void *)CALL6(mmap, 0, len, PROT_READ | PROT_WRITE,
			     MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

int munmap(void *addr, size_t len)
{
	return CALL2(munmap, addr, len);
}

pid_t getpid(void)
{
	return CALL0(getpid);
}

/* No other argument: the order of the later ones is not the same everywhere. */
pid_t fork(void)
{
	return CALL1(clone, SIGCHLD);
}

int execve(const char *path, char *const argv[], char *const envp[])
{
	return CALL3(execve, path, argv, envp);
}

pid_t waitpid(pid_t pid, int *status, int options)
{
	return CALL4(wait4, pid, status, options, 0);
}

void _exit(int status)
{
	for (;;)
		CALL1(exit_group, status);
}

int mount(const char *source, const char *target, const char *type)
{
	return CALL5(mount, source, target, type, 0, 0);
}

int init_module(const void *image, size_t len, const char *args)
{
	return CALL3(init_module, image, len, args);
}

int finit_module(int fd, const char *args, int flags)
{
	return CALL3(finit_module, fd, args, flags);
}

int delete_module(const char *name, int flags)
{
	return CALL2(delete_module, name, flags);
}

int reboot(unsigned int command)
{
	return CALL4(reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, command, 0);
}

int uname(struct utsname *name)
{
	return CALL1(uname, name);
}
