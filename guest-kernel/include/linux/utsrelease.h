/* SPDX-License-Identifier: MIT */
#ifndef _LINUX_UTSRELEASE_H
#define _LINUX_UTSRELEASE_H

#define UTS_RELEASE	"6.1.0-initlab"

#endif /* _LINUX_UTSRELEASE_H */
