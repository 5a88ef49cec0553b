/* SPDX-License-Identifier: MIT */
/* A C library as small as the programs here need. Errors are -1 and errno. */
#ifndef _USR_LIBC_H
#define _USR_LIBC_H

#include <stdarg.h>
#include <stddef.h>
#include <linux/errno.h>

typedef long ssize_t;
typedef long off_t;
typedef int pid_t;

#define O_RDONLY	00
#define O_WRONLY	01
#define O_RDWR		02
#define O_CREAT		0100
#define O_EXCL		0200
#define O_TRUNC		01000
#define O_NONBLOCK	04000

#define SEEK_SET	0
#define SEEK_END	2

#define WIFEXITED(status)	(((status) & 0x7f) == 0)
#define WEXITSTATUS(status)	(((status) >> 8) & 0xff)
#define WTERMSIG(status)	((status) & 0x7f)

extern int errno;
extern char **environ;

/* unistd.c: one system call each */
ssize_t read(int fd, void *buf, size_t len);
ssize_t write(int fd, const void *buf, size_t len);
int open(const char *path, int flags);
int close(int fd);
int dup2(int from, int to);
int mknod(const char *path, unsigned int mode, unsigned int dev);
off_t lseek(int fd, off_t offset, int whence);
void *sbrk(ptrdiff_t increment);
void *mmap_anonymous(size_t len);
int munmap(void *addr, size_t len);
pid_t getpid(void);
pid_t fork(void);
int execve(const char *path, char *const argv[], char *const envp[]);
pid_t waitpid(pid_t pid, int *status, int options);
void _exit(int status) __attribute__((noreturn));
int mount(const char *source, const char *target, const char *type);
int init_module(const void *image, size_t len, const char *args);
int finit_module(int fd, const char *args, int flags);
int delete_module(const char *name, int flags);
int reboot(unsigned int command);

struct utsname {
	char sysname[65], nodename[65], release[65], version[65], machine[65], domain[65];
};
int uname(struct utsname *name);

/* string.c */
void *memcpy(void *dst, const void *src, size_t n);
void *memset(void *dst, int c, size_t n);
size_t strlen(const char *s);
int strcmp(const char *a, const char *b);
int strncmp(const char *a, const char *b, size_t n);
char *strchr(const char *s, int c);
char *strrchr(const char *s, int c);
const char *strerror(int error);

/* stdio.c: no buffer between calls, one write a call */
int vsnprintf(char *buf, size_t size, const char *fmt, va_list args);
int snprintf(char *buf, size_t size, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
int dprintf(int fd, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
#define printf(fmt, ...)	dprintf(1, fmt, ##__VA_ARGS__)

/* words.c: cuts a line into words; a '#' ends it, double quotes keep blanks together */
int split_words(char *line, char **words, int max);

/* stdlib.c */
void *malloc(size_t size);
void free(void *p);
/* The whole file in memory of its own, one NUL after it; NULL and errno on failure. */
char *read_file(const char *path, size_t *len);

#endif /* _USR_LIBC_H */
