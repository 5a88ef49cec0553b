package dev.initlab.kmod;

import dev.initlab.kmod.SectionRule.Names;

/**
 * References that break a {@link SectionRule} and are right, one a line (modpost.c: secref_whitelist()).
 *
 * <p>Linux's exception for {@code .head.text} is left out: no rule is about it.
 */
enum SectionException {
    // A parameter with permission 0 is used at load time only; the permission is not visible here.
    INIT_PARAMETER(Names.DATA, "__param*", Names.INIT_DATA, "*"),
    INIT_PARAMETER_OPS(Names.DATA, "__param_ops_*", NamePatterns.of(".init.text"), "*"),
    // Structures that drivers fill with init and exit functions and that are used by name only then.
    TEMPLATE(Names.DATA, "*_template", InitOrExit.ANY, "*"),
    TIMER(Names.DATA, "*_timer", InitOrExit.ANY, "*"),
    SCSI_HOST_TEMPLATE(Names.DATA, "*_sht", InitOrExit.ANY, "*"),
    OPS(Names.DATA, "*_ops", InitOrExit.ANY, "*"),
    PROBE(Names.DATA, "*_probe", InitOrExit.ANY, "*"),
    PROBE_ONE(Names.DATA, "*_probe_one", InitOrExit.ANY, "*"),
    CONSOLE(Names.DATA, "*_console", InitOrExit.ANY, "*"),
    DRIVER(Names.DATA, "*driver", Names.MEMINIT.and(Names.EXIT).and(Names.MEMEXIT), "*"),
    // Symbols that mark where init memory is, not what is in it.
    INIT_BEGIN(NamePatterns.of("*"), "*", NamePatterns.of("*"), "__init_begin"),
    INIT_TEXT_BEGIN(NamePatterns.of("*"), "*", NamePatterns.of("*"), "_sinittext"),
    INIT_TEXT_END(NamePatterns.of("*"), "*", NamePatterns.of("*"), "_einittext"),
    // A copy the compiler made for a constant argument: called from init code only.
    CONSTANT_ARGUMENT(Names.TEXT.and(Names.OTHER_TEXT), "*.constprop.*", InitOrExit.INIT, "*"),
    // Section anchors and the like: the name says nothing.
    COMPILER_LOCAL(NamePatterns.of("*"), ".L*", NamePatterns.of("*"), "*");

    private static final class InitOrExit {
        static final NamePatterns INIT = Names.INIT.and(Names.MEMINIT);
        static final NamePatterns ANY = INIT.and(Names.EXIT).and(Names.MEMEXIT);
    }

    private final NamePatterns fromSection;
    private final NamePatterns fromSymbol;
    private final NamePatterns toSection;
    private final NamePatterns toSymbol;

    SectionException(NamePatterns fromSection, String fromSymbol, NamePatterns toSection, String toSymbol) {
        this.fromSection = fromSection;
        this.fromSymbol = NamePatterns.of(fromSymbol);
        this.toSection = toSection;
        this.toSymbol = NamePatterns.of(toSymbol);
    }

    static boolean allows(String fromSection, String fromSymbol, String toSection, String toSymbol) {
        for (SectionException each : values()) {
            if (each.fromSection.match(fromSection) && each.fromSymbol.match(fromSymbol)
                    && each.toSection.match(toSection) && each.toSymbol.match(toSymbol)) {
                return true;
            }
        }
        return false;
    }
}
