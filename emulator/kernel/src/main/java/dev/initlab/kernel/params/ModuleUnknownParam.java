package dev.initlab.kernel.params;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of a module's unknown parameters: never an error
 * ({@code kernel/module/main.c: unknown_module_param_cb()}).
 */
public final class ModuleUnknownParam implements UnknownHandler {
    private final ParamLog log;

    /** A handler for one load. */
    public ModuleUnknownParam(ParamLog log) {
        this.log = log;
    }

    @Override
    public int handle(String param, @Nullable String val, String module) {
        if (param.equals("async_probe")) {
            return 0;
        }
        // The search for dyndbg cuts the name at its dot, and that is what the message shows.
        int dot = param.indexOf('.');
        String name = dot < 0 ? param : param.substring(dot + 1);
        if (!name.equals("dyndbg")) {
            String shown = dot < 0 ? param : param.substring(0, dot);
            log.log(ParamLog.WARNING, module + ": unknown parameter '" + shown + "' ignored");
        }
        return 0;
    }
}
