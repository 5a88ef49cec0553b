// SPDX-License-Identifier: MIT
#include <libc.h>

int main(int argc, char **argv);
void __libc_start(long *sp) __attribute__((noreturn));

char **environ;
int errno;

void __libc_start(long *sp)
{
	int argc = sp[0];
	char **argv = (char **)(sp + 1);

	environ = argv + argc + 1;
	_exit(main(argc, argv));
}
