// SPDX-License-Identifier: MIT
/* The compiler's helpers, for modules. */
#include <linux/export.h>
#include <asm/aeabi.h>

EXPORT_SYMBOL(__aeabi_uidiv);
EXPORT_SYMBOL(__aeabi_uidivmod);
EXPORT_SYMBOL(__aeabi_idiv);
EXPORT_SYMBOL(__aeabi_idivmod);
EXPORT_SYMBOL(__aeabi_uldivmod);
EXPORT_SYMBOL(__aeabi_ldivmod);
EXPORT_SYMBOL(__aeabi_lmul);
EXPORT_SYMBOL(__aeabi_llsl);
EXPORT_SYMBOL(__aeabi_llsr);
EXPORT_SYMBOL(__aeabi_lasr);
EXPORT_SYMBOL(__aeabi_lcmp);
EXPORT_SYMBOL(__aeabi_ulcmp);
EXPORT_SYMBOL(__aeabi_memcpy);
EXPORT_SYMBOL(__aeabi_memcpy4);
EXPORT_SYMBOL(__aeabi_memcpy8);
EXPORT_SYMBOL(__aeabi_memmove);
EXPORT_SYMBOL(__aeabi_memmove4);
EXPORT_SYMBOL(__aeabi_memmove8);
EXPORT_SYMBOL(__aeabi_memset);
EXPORT_SYMBOL(__aeabi_memset4);
EXPORT_SYMBOL(__aeabi_memset8);
EXPORT_SYMBOL(__aeabi_memclr);
EXPORT_SYMBOL(__aeabi_memclr4);
EXPORT_SYMBOL(__aeabi_memclr8);
EXPORT_SYMBOL(__aeabi_unwind_cpp_pr0);
EXPORT_SYMBOL(__aeabi_unwind_cpp_pr1);
EXPORT_SYMBOL(__aeabi_unwind_cpp_pr2);
