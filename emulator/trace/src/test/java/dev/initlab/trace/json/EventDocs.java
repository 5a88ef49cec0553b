package dev.initlab.trace.json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;

/** What the Javadoc of the events says, so that the published documents need not say it again. */
final class EventDocs {

    /** First sentences by the name of the type, and {@code @param} texts by {@code type.parameter}. */
    private final Map<String, String> texts = new HashMap<>();

    static EventDocs read() throws IOException {
        Path sources = Path.of(System.getProperty("initlab.root", "../.."),
                "emulator/trace/src/main/java/dev/initlab/trace");
        var docs = new EventDocs();
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjects(documented(sources)));
            DocTrees trees = DocTrees.instance(task);
            for (var unit : task.parse()) {
                new TreePathScanner<Void, Void>() {
                    @Override
                    public Void visitClass(ClassTree type, Void nothing) {
                        docs.add(type.getSimpleName().toString(), trees.getDocCommentTree(getCurrentPath()));
                        return super.visitClass(type, nothing);
                    }

                    @Override
                    public Void visitVariable(VariableTree variable, Void nothing) {
                        // Constants of enums; the components of records have no comment of their own.
                        var parent = getCurrentPath().getParentPath().getLeaf();
                        var comment = trees.getDocCommentTree(getCurrentPath());
                        if (parent instanceof ClassTree type && comment != null) {
                            docs.add(type.getSimpleName() + "." + variable.getName(), comment);
                        }
                        return null;
                    }
                }.scan(unit, null);
            }
        }
        return docs;
    }

    private static Path[] documented(Path sources) throws IOException {
        try (var files = Files.list(sources)) {
            return files.filter(file -> file.toString().endsWith(".java")
                    && !file.endsWith("package-info.java")).toArray(Path[]::new);
        }
    }

    private void add(String type, @Nullable DocCommentTree comment) {
        if (comment == null) {
            return;
        }
        texts.put(type, markdown(comment.getFirstSentence()));
        for (DocTree tag : comment.getBlockTags()) {
            if (tag instanceof ParamTree param) {
                texts.put(type + "." + param.getName(), markdown(param.getDescription()));
            }
        }
    }

    /** The first sentence about a record. */
    String about(Shape shape) {
        return text(shape.type().getSimpleName());
    }

    /** The description of a field. */
    String about(Shape.Field field) {
        return text(field.owner().getSimpleName() + "." + field.name());
    }

    /** What a constant means. */
    String about(Class<?> type, String constant) {
        return text(type.getSimpleName() + "." + constant);
    }

    private String text(String key) {
        String text = texts.get(key);
        if (text == null || text.isBlank()) {
            throw new AssertionError("no Javadoc for " + key);
        }
        return text;
    }

    private static String markdown(List<? extends DocTree> trees) {
        var text = new StringBuilder();
        for (DocTree tree : trees) {
            text.append(switch (tree) {
                case LiteralTree literal -> "`" + literal.getBody() + "`";
                case LinkTree link -> "`" + link.getReference() + "`";
                default -> tree.toString();
            });
        }
        return text.toString().replaceAll("\\s+", " ").strip();
    }
}
