/* SPDX-License-Identifier: MIT */
/*
 * Three initcalls of one level, of which the two that the link puts first need the third, and a fourth that
 * finds the damage: as short as it can be, for tests that step through every line.
 */
#ifndef TPM_H
#define TPM_H

struct tpm_chip {
	const char *name;
};

extern int ffa_version;		/* 0: the firmware has not been asked yet */
extern int crb_ffa_ready;
extern struct tpm_chip *tpm_default_chip;

#endif
