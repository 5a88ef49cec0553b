package dev.initlab.kernel.hypercall;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.initlab.kernel.image.KernelImage;
import dev.initlab.machine.Vcpu;

/**
 * The hypercalls of an image, bound by name.
 *
 * <p>The image's stubs and the Java side must be the same set: a name that one side lacks stops the boot
 * before it begins, as a call of it would be a wild jump or a silent nothing.
 */
public final class Hypercalls {
    private final List<Hypercall> bound;
    private final Vcpu vcpu;
    private final Arguments arguments;

    private Hypercalls(List<Hypercall> bound, Vcpu vcpu) {
        this.bound = bound;
        this.vcpu = vcpu;
        arguments = new Arguments(vcpu);
    }

    /**
     * Binds the stubs of an image to the classes that implement the Linux headers.
     *
     * @throws dev.initlab.kernel.InputException naming the function that one side lacks
     */
    public static Hypercalls bind(KernelImage image, Vcpu vcpu, List<? extends HypercallHeader> headers) {
        Map<String, Hypercall> implemented = new HashMap<>();
        headers.forEach(h -> h.hypercalls().forEach(c -> implemented.put(c.name(), c)));
        List<Hypercall> bound = new ArrayList<>();
        for (String name : image.hypercalls()) {
            Hypercall hypercall = implemented.remove(name);
            if (hypercall == null) {
                throw image.bad(("calls the hypercall %s, which this initlab does not know; rebuild the image "
                        + "with this version's guest-kernel").formatted(name));
            }
            bound.add(hypercall);
        }
        if (!bound.isEmpty() && !implemented.isEmpty()) {
            throw image.bad(("lacks the hypercall %s; rebuild the image with this version's guest-kernel")
                    .formatted(implemented.keySet().stream().sorted().findFirst().orElseThrow()));
        }
        return new Hypercalls(List.copyOf(bound), vcpu);
    }

    /** Answers a hypercall inside the engine if it can be; whether it was. */
    public boolean answerInside(int index) {
        Hypercall hypercall = bound.get(index);
        if (hypercall.inside()) {
            vcpu.result(hypercall.handler().call(arguments));
        }
        return hypercall.inside();
    }

    /** Answers a hypercall outside the engine. */
    public void answer(int index) {
        vcpu.result(bound.get(index).handler().call(arguments));
    }

    /** The name of a stub. */
    public String name(int index) {
        return bound.get(index).name();
    }
}
