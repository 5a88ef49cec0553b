// SPDX-License-Identifier: MIT
/*
 * The first program: loads what /etc/modules names, takes it out again in reverse order
 * and switches the machine off.
 *
 * Words in argv: "shell" runs one in between, "keep" leaves the modules loaded, "halt"
 * halts instead.
 */
#include <libc.h>
#include <linux/reboot.h>

#define MODULES_FILE	"/etc/modules"
#define MAX_MODULES	64
#define MAX_WORDS	32

static char *loaded[MAX_MODULES];
static int num_loaded;

/* Runs a program; its exit status, 128 and the signal, or -1 when it could not start. */
static int run(char **argv)
{
	int status;
	pid_t pid = fork();

	if (pid < 0) {
		dprintf(2, "init: can't fork: %s\n", strerror(errno));
		return -1;
	}
	if (pid == 0) {
		execve(argv[0], argv, environ);
		dprintf(2, "init: can't run '%s': %s\n", argv[0], strerror(errno));
		_exit(127);
	}
	if (waitpid(pid, &status, 0) != pid) {
		dprintf(2, "init: can't wait for '%s': %s\n", argv[0], strerror(errno));
		return -1;
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* "/lib/modules/a-b.ko" is the module a_b. */
static char *module_name(const char *path)
{
	const char *base = strrchr(path, '/');
	char *name, *c;

	base = base ? base + 1 : path;
	name = malloc(strlen(base) + 1);
	if (!name)
		return NULL;
	memcpy(name, base, strlen(base) + 1);
	for (c = name; *c && *c != '.'; c++)
		if (*c == '-')
			*c = '_';
	*c = '\0';
	return name;
}

static void load(char *line)
{
	char *argv[MAX_WORDS + 2] = { "/bin/insmod" };
	int words = split_words(line, argv + 1, MAX_WORDS);
	int status;

	if (words == 0)
		return;
	argv[words + 1] = NULL;
	status = run(argv);
	if (status != 0)
		printf("init: insmod %s: exit status %d\n", argv[1], status);
	else if (num_loaded < MAX_MODULES)
		loaded[num_loaded++] = module_name(argv[1]);
}

static void load_all(void)
{
	size_t len;
	char *line = read_file(MODULES_FILE, &len);

	while (line) {
		char *end = strchr(line, '\n');

		if (end)
			*end++ = '\0';
		load(line);
		line = end;
	}
}

static void unload_all(void)
{
	while (num_loaded--) {
		char *argv[] = { "/bin/rmmod", loaded[num_loaded], NULL };
		int status = run(argv);

		if (status != 0)
			printf("init: rmmod %s: exit status %d\n", argv[1], status);
	}
}

static int has_word(char **argv, const char *word)
{
	while (*++argv)
		if (!strcmp(*argv, word))
			return 1;
	return 0;
}

int main(int argc, char **argv)
{
	/* Without them the modules load all the same. */
	mount("proc", "/proc", "proc");
	mount("sysfs", "/sys", "sysfs");

	load_all();
	if (has_word(argv, "shell"))
		run((char *[]){ "/bin/sh", NULL });
	if (!has_word(argv, "keep"))
		unload_all();
	reboot(has_word(argv, "halt") ? LINUX_REBOOT_CMD_HALT : LINUX_REBOOT_CMD_POWER_OFF);
	dprintf(2, "init: can't stop the machine: %s\n", strerror(errno));
	return 1;
}
