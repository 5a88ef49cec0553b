// SPDX-License-Identifier: MIT
#include <libc.h>

#define PAGE_SIZE	4096UL
#define LARGE		(64 * 1024UL)

/* Large blocks are mappings of their own and go back; small ones come from the break. */
struct block {
	size_t mapped;		/* bytes to unmap, 0 for the break's */
	size_t unused;		/* keeps what follows on a boundary of two words */
};

void *malloc(size_t size)
{
	size_t len = (size + sizeof(struct block) + 15) & ~15UL;
	struct block *block;

	if (len < size) {
		errno = ENOMEM;
		return NULL;
	}
	if (len >= LARGE) {
		len = (len + PAGE_SIZE - 1) & ~(PAGE_SIZE - 1);
		block = mmap_anonymous(len);
		if (block == (void *)-1)
			return NULL;
		block->mapped = len;
	} else {
		block = sbrk(len);
		if (block == (void *)-1)
			return NULL;
		block->mapped = 0;
	}
	return block + 1;
}

void free(void *p)
{
	struct block *block = p;

	if (p && block[-1].mapped)
		munmap(block - 1, block[-1].mapped);
}

static int read_all(int fd, char *buf, size_t len)
{
	while (len) {
		ssize_t n = read(fd, buf, len);

		if (n < 0)
			return -1;
		if (n == 0) {
			errno = EIO;	/* shorter than it said it was */
			return -1;
		}
		buf += n;
		len -= n;
	}
	return 0;
}

char *read_file(const char *path, size_t *len)
{
	char *buf = NULL;
	off_t size;
	int fd, error;

	fd = open(path, O_RDONLY);
	if (fd < 0)
		return NULL;
	size = lseek(fd, 0, SEEK_END);
	if (size >= 0 && lseek(fd, 0, SEEK_SET) == 0)
		buf = malloc(size + 1);
	if (buf && read_all(fd, buf, size) < 0) {
		error = errno;
		free(buf);
		errno = error;
		buf = NULL;
	}
	error = errno;
	close(fd);
	errno = error;
	if (buf) {
		buf[size] = '\0';
		*len = size;
	}
	return buf;
}
