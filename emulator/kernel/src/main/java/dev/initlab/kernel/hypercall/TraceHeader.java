package dev.initlab.kernel.hypercall;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.initlab.kernel.errno.Errno;
import dev.initlab.trace.Event;
import dev.initlab.trace.EventStream;

/** {@code initlab/trace.h}: what the guest's C code tells the event stream. */
public final class TraceHeader implements HypercallHeader {
    private final EventStream events;

    public TraceHeader(EventStream events) {
        this.events = events;
    }

    @Override
    public List<Hypercall> hypercalls() {
        return List.of(Hypercall.outside("trace_device_probe",
                a -> probed(text(a.string(0)), text(a.string(1)), (int) a.word(2))));
    }

    private long probed(String device, String driver, int result) {
        events.emit(at -> new Event.DeviceProbed(at, device, driver, result,
                result == Errno.EPROBE_DEFER.negated()));
        return 0;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
