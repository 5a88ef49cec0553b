/* SPDX-License-Identifier: MIT */
/* What the guest tells the event stream: hypercalls without an effect on the guest. */
#ifndef _INITLAB_TRACE_H
#define _INITLAB_TRACE_H

/* A driver's probe function returned. */
void trace_device_probe(const char *device, const char *driver, int ret);

#endif /* _INITLAB_TRACE_H */
