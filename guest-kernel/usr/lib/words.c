// SPDX-License-Identifier: MIT
#include <libc.h>

int split_words(char *line, char **words, int max)
{
	int n = 0;

	for (;;) {
		int quoted = 0;

		while (*line == ' ' || *line == '\t' || *line == '\r')
			line++;
		if (!*line || *line == '#' || n == max)
			return n;
		words[n++] = line;
		for (; *line && (quoted || (*line != ' ' && *line != '\t' && *line != '\r'));
		     line++)
			if (*line == '"')
				quoted = !quoted;
		if (*line)
			*line++ = '\0';
	}
}
