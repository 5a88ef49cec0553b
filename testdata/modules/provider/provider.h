/* SPDX-License-Identifier: MIT */
int provider_add(int a, int b);
