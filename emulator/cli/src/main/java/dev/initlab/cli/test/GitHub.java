package dev.initlab.cli.test;

import java.util.List;

/** Annotations as GitHub's runner takes them from the output: workflow commands {@code ::error}. */
final class GitHub {
    private GitHub() {
    }

    static String of(List<BootReport> boots) {
        StringBuilder out = new StringBuilder();
        for (BootReport boot : boots) {
            boot.problem().ifPresent(p -> error(out, boot.file(), 1, 1, boot.name(), p));
            boot.tests().forEach(test -> test.failure().ifPresent(f -> error(out, boot.file(), test.line(),
                    test.column(), "%s [%s]".formatted(test.title(), boot.name()), f.message())));
        }
        return out.toString();
    }

    private static void error(StringBuilder out, String file, int line, int column, String title, String message) {
        out.append("::error file=%s,line=%d,col=%d,title=%s::%s\n".formatted(property(file), line, column,
                property(title), data(message)));
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
