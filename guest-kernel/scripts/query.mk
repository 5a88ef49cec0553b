# SPDX-License-Identifier: MIT
# Reads a Makefile that is not ours and prints what it wants built: see Makefile.modules.

.PHONY: print-objects
print-objects:

KERNELRELEASE := 6.1.0-initlab
include $(KBUILD_FILE)

composite = $(strip $($(1)-y) $($(1)-objs))
words := $(addprefix y:,$(obj-y)) $(addprefix m:,$(obj-m)) \
	$(foreach o,$(obj-y) $(obj-m),$(addprefix p:$(o):,$(call composite,$(o:.o=)))) \
	$(addprefix c:,$(ccflags-y) $(EXTRA_CFLAGS))

print-objects:
	@printf '%s\n' $(foreach w,$(words),'$(w)')
