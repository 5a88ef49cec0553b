package dev.initlab.kmod;

import java.util.Optional;

/**
 * Which section must not refer to which, one rule a line (scripts/mod/modpost.c: sectioncheck[]).
 *
 * <p>What is gone after boot must not be used by what stays. {@code .ref.text} and {@code .head.text} are
 * in no rule on purpose; neither are the initcall tables, whose names do not start with {@code .init.}.
 * The table of exceptions, {@code __ex_table}, has a check of its own in Linux that is not made here.
 */
enum SectionRule {
    //                from                bad target
    TEXT_TO_INIT(Names.TEXT, Names.INIT.and(Names.MEMINIT)),
    DATA_TO_INIT(Names.DATA, Names.INIT.and(Names.MEMINIT)),
    TEXT_TO_EXIT(Names.TEXT, Names.EXIT.and(Names.MEMEXIT)),
    DATA_TO_EXIT(Names.DATA, Names.EXIT.and(Names.MEMEXIT)),
    MEMINIT_TO_INIT(Names.MEMINIT, Names.INIT),
    MEMEXIT_TO_EXIT(Names.MEMEXIT, Names.EXIT),
    INIT_TO_EXIT(Names.INIT.and(Names.MEMINIT), Names.EXIT.and(Names.MEMEXIT)),
    EXIT_TO_INIT(Names.EXIT.and(Names.MEMEXIT), Names.INIT.and(Names.MEMINIT)),
    PCI_FIXUP_TO_INIT(Names.PCI_FIXUP, Names.INIT),
    EXPORT_OF_INIT_OR_EXIT(NamePatterns.of("___ksymtab*"), Names.INIT.and(Names.EXIT));

    /** The groups of sections the rules are made of. */
    static final class Names {
        static final NamePatterns TEXT = NamePatterns.of(".text", ".text.*", ".sched.text", ".kprobes.text",
                ".cpuidle.text", ".noinstr.text");
        static final NamePatterns OTHER_TEXT = NamePatterns.of(".ref.text", ".head.text", ".spinlock.text",
                ".fixup", ".entry.text", ".exception.text", ".coldtext", ".softirqentry.text");
        static final NamePatterns DATA = NamePatterns.of(".data", ".data.rel");
        static final NamePatterns INIT = NamePatterns.of(".init.*");
        static final NamePatterns INIT_DATA = NamePatterns.of(".init.setup", ".init.rodata", ".init.data",
                ".meminit.rodata", ".meminit.data");
        static final NamePatterns EXIT = NamePatterns.of(".exit.*");
        static final NamePatterns MEMINIT = NamePatterns.of(".meminit.*");
        static final NamePatterns MEMEXIT = NamePatterns.of(".memexit.*");
        static final NamePatterns PCI_FIXUP = NamePatterns.of(".pci_fixup_early", ".pci_fixup_header",
                ".pci_fixup_final", ".pci_fixup_enable", ".pci_fixup_resume", ".pci_fixup_resume_early",
                ".pci_fixup_suspend");

        /** Sections whose references are not looked at. */
        static final NamePatterns UNCHECKED = NamePatterns.of(".comment*", ".debug*", ".zdebug*",
                ".GCC.command.line", ".mdebug*", ".pdr", ".stab*", ".note*", ".got*", ".toc*", ".gnu.lto*",
                ".discard.*", ".llvm.call-graph-profile");

        private Names() {
        }
    }

    private final NamePatterns from;
    private final NamePatterns badTarget;

    SectionRule(NamePatterns from, NamePatterns badTarget) {
        this.from = from;
        this.badTarget = badTarget;
    }

    /** The rule that a reference between these sections breaks. */
    static Optional<SectionRule> broken(String from, String to) {
        for (SectionRule rule : values()) {
            if (rule.from.match(from) && rule.badTarget.match(to)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }
}
