// SPDX-License-Identifier: MIT
/*
 * A shell as small as can be used by hand: words, double quotes, programs of /bin, and
 * "> FILE" behind a command. No variables, no pipes.
 */
#include <libc.h>

#define MAX_LINE	4096
#define MAX_WORDS	64

static void help(void)
{
	printf("Programs: cat insmod lsmod mknod rmmod. Built in: echo exit help.\n"
	       "Modules lie in /lib/modules; a command may end in \"> FILE\".\n");
}

/* One write: a device driver sees the whole. */
static void echo(char **words)
{
	char line[MAX_LINE];
	int n = 0;

	while (*++words)
		n += snprintf(line + n, sizeof(line) - n, "%s%s", *words, words[1] ? " " : "");
	line[n++] = '\n';
	write(1, line, n);
}

/* Where the output goes; -1 if it cannot. */
static int redirect(char **words, int n)
{
	int fd;

	if (n < 2 || strcmp(words[n - 2], ">"))
		return 1;
	fd = open(words[n - 1], O_WRONLY | O_CREAT | O_TRUNC);
	if (fd < 0)
		dprintf(2, "sh: can't create %s: %s\n", words[n - 1], strerror(errno));
	words[n - 2] = NULL;
	return fd;
}

static void execute(char **words)
{
	char path[256];

	snprintf(path, sizeof(path), "%s%s", strchr(words[0], '/') ? "" : "/bin/", words[0]);
	execve(path, words, environ);
	dprintf(2, "sh: %s: %s\n", words[0], errno == ENOENT ? "not found" : strerror(errno));
	_exit(127);
}

static void run(char **words, int n)
{
	int status;
	pid_t pid = fork();

	if (pid < 0) {
		dprintf(2, "sh: can't fork: %s\n", strerror(errno));
		return;
	}
	if (pid == 0) {
		int out = redirect(words, n);

		if (out < 0)
			_exit(1);
		if (out != 1)
			dup2(out, 1);
		if (!words[0])
			_exit(0);
		if (!strcmp(words[0], "echo")) {
			echo(words);
			_exit(0);
		}
		execute(words);
	}
	if (waitpid(pid, &status, 0) == pid && !WIFEXITED(status))
		printf("sh: %s died of signal %d\n", words[0], WTERMSIG(status));
}

static int obey(char *line)
{
	char *words[MAX_WORDS + 1];
	int n = split_words(line, words, MAX_WORDS);

	words[n] = NULL;
	if (n == 0)
		return 1;
	if (!strcmp(words[0], "exit"))
		return 0;
	if (!strcmp(words[0], "help"))
		help();
	else
		run(words, n);
	return 1;
}

int main(int argc, char **argv)
{
	static char line[MAX_LINE + 1];
	ssize_t n;

	for (;;) {
		write(1, "# ", 2);
		n = read(0, line, MAX_LINE);
		if (n <= 0)
			break;
		line[n - (line[n - 1] == '\n')] = '\0';
		if (!obey(line))
			return 0;
	}
	printf("\n");
	return n < 0;
}
