package dev.initlab.kernel.hypercall;

import java.util.List;

/** The functions of one Linux header that Java implements. */
public sealed interface HypercallHeader permits PrintkHeader, ConsoleHeader, SlabHeader, PanicHeader, IoHeader,
        DelayHeader, ProcFsHeader, UaccessHeader, TraceHeader {
    /** One a line, with the C prototype's name. */
    List<Hypercall> hypercalls();
}
