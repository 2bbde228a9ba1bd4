package pagewalk.tidy;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the JDK's own parser says about the shape of one source file. */
record JavaShape(List<Method> methods, List<Type> types) {
    /** A method or constructor with a body; {@code lines} is from its first line, annotations included, to its last. */
    record Method(String name, int parameters, int lines) {}

    /** A type at the top of its file. */
    record Type(String name, boolean isPublic, boolean hasDoc) {}

    static JavaShape of(String path, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + path), SimpleJavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavacTask task = (JavacTask) compiler.getTask(null, null, problem -> {}, List.of(), null, List.of(file));
        JavaShape shape = new JavaShape(new ArrayList<>(), new ArrayList<>());
        try {
            for (CompilationUnitTree unit : task.parse()) {
                shape.new Scanner(DocTrees.instance(task), unit).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shape;
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
            TreePath path = getCurrentPath();
            if (path.getParentPath().getLeaf() == unit) {
                DocCommentTree doc = docs.getDocCommentTree(path);
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
                methods.add(new Method(
                        method.getName().toString(), method.getParameters().size(), (int) lines));
            }
            return super.visitMethod(method, unused);
        }
    }
}
