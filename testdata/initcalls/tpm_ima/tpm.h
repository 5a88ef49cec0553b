/* SPDX-License-Identifier: MIT */
#ifndef TPM_H
#define TPM_H

#include <linux/types.h>

/* drivers/base/dd.c: what asks to be probed, until it is. */
struct probe {
	const char *name;
	int (*fn)(void);
	struct probe *next;
};

void probe_device(struct probe *probe);

/* drivers/firmware/arm_ffa: partitions of the secure world, and who drives them. */
struct ffa_driver {
	const char *name;
	void (*found)(void);
	struct ffa_driver *next;
};

int ffa_register(struct ffa_driver *driver);

/* drivers/char/tpm */
extern bool tpm_crb_ffa_ready;
bool tpm_default_chip(void);

#endif /* TPM_H */
