/* SPDX-License-Identifier: MIT */
/*
 * The order of Linux in 2025, before 0e0546eabcd6: three initcalls of one level, of which the two that the
 * link puts first need the third, and a fourth that finds the damage.
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
