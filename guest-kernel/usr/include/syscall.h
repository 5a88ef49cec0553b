/* SPDX-License-Identifier: MIT */
/* The system calls our programs use: numbers per architecture, one a line. */
#ifndef _USR_SYSCALL_H
#define _USR_SYSCALL_H

#if defined(__x86_64__)
/*	name			number */
#define __NR_read		0
#define __NR_write		1
#define __NR_close		3
#define __NR_lseek		8
#define __NR_mmap		9
#define __NR_munmap		11
#define __NR_brk		12
#define __NR_getpid		39
#define __NR_clone		56
#define __NR_execve		59
#define __NR_wait4		61
#define __NR_uname		63
#define __NR_mount		165
#define __NR_reboot		169
#define __NR_init_module	175
#define __NR_delete_module	176
#define __NR_exit_group		231
#define __NR_openat		257
#define __NR_mknodat		259
#define __NR_dup3		292
#define __NR_finit_module	313
#elif defined(__aarch64__)
#define __NR_dup3		24
#define __NR_mknodat		33
#define __NR_mount		40
#define __NR_openat		56
#define __NR_close		57
#define __NR_lseek		62
#define __NR_read		63
#define __NR_write		64
#define __NR_exit_group		94
#define __NR_init_module	105
#define __NR_delete_module	106
#define __NR_reboot		142
#define __NR_uname		160
#define __NR_getpid		172
#define __NR_brk		214
#define __NR_munmap		215
#define __NR_clone		220
#define __NR_execve		221
#define __NR_mmap		222
#define __NR_wait4		260
#define __NR_finit_module	273
#elif defined(__arm__)
#define __NR_read		3
#define __NR_write		4
#define __NR_close		6
#define __NR_execve		11
#define __NR_lseek		19
#define __NR_getpid		20
#define __NR_mount		21
#define __NR_brk		45
#define __NR_reboot		88
#define __NR_munmap		91
#define __NR_wait4		114
#define __NR_clone		120
#define __NR_uname		122
#define __NR_init_module	128
#define __NR_delete_module	129
#define __NR_mmap		192	/* mmap2: the offset counts pages */
#define __NR_exit_group		248
#define __NR_openat		322
#define __NR_mknodat		324
#define __NR_dup3		358
#define __NR_finit_module	379
#else
#error "no system call numbers for this architecture"
#endif

/* The kernel's own answer: -4095 to -1 is an errno. */
static inline long __syscall(long nr, long a, long b, long c, long d, long e, long f)
{
#if defined(__x86_64__)
	register long r10 __asm__("r10") = d;
	register long r8 __asm__("r8") = e;
	register long r9 __asm__("r9") = f;
	long ret;

	__asm__ __volatile__("syscall"
			     : "=a"(ret)
			     : "0"(nr), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
			     : "rcx", "r11", "memory");
	return ret;
#elif defined(__arm__)
	register long r7 __asm__("r7") = nr;
	register long r0 __asm__("r0") = a;
	register long r1 __asm__("r1") = b;
	register long r2 __asm__("r2") = c;
	register long r3 __asm__("r3") = d;
	register long r4 __asm__("r4") = e;
	register long r5 __asm__("r5") = f;

	__asm__ __volatile__("svc #0"
			     : "+r"(r0)
			     : "r"(r7), "r"(r1), "r"(r2), "r"(r3), "r"(r4), "r"(r5)
			     : "memory");
	return r0;
#else
	register long x8 __asm__("x8") = nr;
	register long x0 __asm__("x0") = a;
	register long x1 __asm__("x1") = b;
	register long x2 __asm__("x2") = c;
	register long x3 __asm__("x3") = d;
	register long x4 __asm__("x4") = e;
	register long x5 __asm__("x5") = f;

	__asm__ __volatile__("svc #0"
			     : "+r"(x0)
			     : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
			     : "memory");
	return x0;
#endif
}

#endif /* _USR_SYSCALL_H */
