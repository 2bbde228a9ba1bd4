package pagewalk.tidy;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the JDK's own parser says about the shape of one source file. */
record JavaShape(List<Method> methods, List<Type> types) {
    /**
     * A method or constructor. {@code lines} is from its first line, annotations included, to its last; the header of a
     * record does not count as parameters.
     */
    record Method(String name, int parameters, int lines) {}

    /** A type at the top of its file. */
    record Type(String name, boolean isPublic, boolean hasDoc) {}

    /** The shapes of sources, by the same paths. */
    static Map<String, JavaShape> of(Map<String, String> sources) {
        List<JavaFileObject> files = new ArrayList<>();
        sources.forEach((path, text) -> files.add(new Source(path, text)));
        var compiler = ToolProvider.getSystemJavaCompiler();
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> {}, List.of(), null, files);
        DocTrees docs = DocTrees.instance(task);
        Map<String, JavaShape> shapes = new TreeMap<>();
        try {
            for (CompilationUnitTree unit : task.parse()) {
                JavaShape shape = new JavaShape(new ArrayList<>(), new ArrayList<>());
                shape.new Scanner(docs, unit).scan(unit, null);
                shapes.put(unit.getSourceFile().toUri().getPath().substring(1), shape);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shapes;
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String path, String text) {
            super(URI.create("string:///" + path), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private final class Scanner extends TreePathScanner<Void, Void> {
        private final DocTrees docs;
        private final CompilationUnitTree unit;

        Scanner(DocTrees docs, CompilationUnitTree unit) {
            this.docs = docs;
            this.unit = unit;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (parent() == unit) {
                DocCommentTree doc = docs.getDocCommentTree(getCurrentPath());
                boolean told = doc != null && !doc.getFirstSentence().isEmpty();
                boolean isPublic = type.getModifiers().getFlags().contains(Modifier.PUBLIC);
                types.add(new Type(type.getSimpleName().toString(), isPublic, told));
            }
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            SourcePositions places = docs.getSourcePositions();
            long start = places.getStartPosition(unit, method);
            long end = places.getEndPosition(unit, method);
            if (start >= 0 && end >= 0) {
                long lines =
                        unit.getLineMap().getLineNumber(end) - unit.getLineMap().getLineNumber(start) + 1;
                boolean header = method.getReturnType() == null && parent().getKind() == Tree.Kind.RECORD;
                int parameters = header ? 0 : method.getParameters().size();
                methods.add(new Method(method.getName().toString(), parameters, (int) lines));
            }
            return super.visitMethod(method, unused);
        }

        private Tree parent() {
            return getCurrentPath().getParentPath().getLeaf();
        }
    }
}
