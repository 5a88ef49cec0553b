package dev.initlab.capstone;

import dev.initlab.capstone.arm.ArmDetail;
import dev.initlab.capstone.arm64.Arm64Detail;
import dev.initlab.capstone.x86.X86Detail;

/** The part of {@link Detail} that differs from architecture to architecture. */
public sealed interface ArchDetail permits X86Detail, ArmDetail, Arm64Detail, OtherDetail {
}
