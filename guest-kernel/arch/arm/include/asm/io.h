/* SPDX-License-Identifier: MIT */
#ifndef _ASM_ARM_IO_H
#define _ASM_ARM_IO_H

/* No ports: devices are memory, see ioremap(). */

#endif /* _ASM_ARM_IO_H */
