/* SPDX-License-Identifier: MIT */
const char *composite_part(void);
