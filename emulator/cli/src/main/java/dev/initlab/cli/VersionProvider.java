package dev.initlab.cli;

import java.util.Optional;

import dev.initlab.unicorn.UnicornLibrary;
import dev.initlab.unicorn.UnicornLibraryException;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: ours, and the engine's that was found. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String own = Optional.ofNullable(VersionProvider.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"initlab " + own, engine()};
    }

    private static String engine() {
        try {
            UnicornLibrary library = UnicornLibrary.load();
            return "libunicorn " + library.version() + " (" + library.path() + ")";
        } catch (UnicornLibraryException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
