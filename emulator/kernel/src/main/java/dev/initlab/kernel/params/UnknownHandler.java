package dev.initlab.kernel.params;

import dev.initlab.kernel.errno.Errno;
import org.jspecify.annotations.Nullable;

/** What happens to a word that names no parameter. */
@FunctionalInterface
public interface UnknownHandler {
    /** It is an error. */
    UnknownHandler NONE = (param, val, doing) -> (int) Errno.ENOENT.negated();

    /** It is passed over, as it is when the parameters of an initcall level are set. */
    UnknownHandler IGNORE = (param, val, doing) -> 0;

    /**
     * Handles a word.
     *
     * @return 0 or a negative errno
     */
    int handle(String param, @Nullable String val, String doing);
}
