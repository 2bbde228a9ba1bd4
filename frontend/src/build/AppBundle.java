import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Puts what the browser loads under a path that carries a hash of its content, because the server sends these files as
 * immutable. Run by the build as a single-file program: {@code java AppBundle.java CLASSES_DIR WORK_DIR SOURCE_DIR...}
 *
 * <p>Writes {@code META-INF/resources/app/<hash>/*} and {@code pagewalk-app.properties}, the hash and the files' names,
 * below the classes directory. Where WasmOptimizer could bring UglifyJS, the modules of the start are made smaller.
 */
final class AppBundle {
    private static final String RUNTIME = "wasm-runtime.js";
    private static final String CSP_FUNCTION = "csp-function.js";

    private static final Set<String> ENDINGS = Set.of("js", "css", "wasm", "txt");

    /** Written by hand, one statement a line, and comments only on lines of their own. */
    private static final List<String> OWN_SCRIPTS = List.of("loader.js", CSP_FUNCTION, "theme.js", "worker.js");

    /** Modules that are no program: what starts one, and what a program in WebAssembly stands on. */
    private static final List<String> MODULES = List.of("loader.js", "worker.js", RUNTIME);

    public static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path classes = Path.of(args[0]);
        Map<String, byte[]> files = new TreeMap<>();
        for (String directory : List.of(args).subList(2, args.length)) {
            collect(Path.of(directory), files);
        }
        for (String script : OWN_SCRIPTS) {
            files.computeIfPresent(script, (name, bytes) -> utf8(withoutComments(text(bytes))));
        }
        files.put(RUNTIME, utf8(withoutEval(text(files.get(RUNTIME)), text(files.remove(CSP_FUNCTION)))));
        Path uglify = Path.of(args[1], "node_modules/uglify-js/bin/uglifyjs");
        for (String module : Files.exists(uglify) ? MODULES : List.<String>of()) {
            files.put(module, minified(uglify, module, files.get(module)));
        }

        String hash = hash(files);
        Path app = classes.resolve("META-INF/resources/app");
        removeOthers(app, hash);
        Path target = Files.createDirectories(app.resolve(hash));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(target.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(
                classes.resolve("pagewalk-app.properties"),
                "hash=" + hash + "\nfiles=" + String.join(" ", files.keySet()) + "\n");
    }

    private static void collect(Path directory, Map<String, byte[]> files) throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1))) {
                    files.put(name, Files.readAllBytes(file));
                }
            }
        }
    }

    /** The runtime's {@code new Function} becomes the class of csp-function.js, which comes before it. */
    private static String withoutEval(String runtime, String cspFunction) {
        if (!runtime.contains("new Function(")) {
            throw new IllegalStateException("the runtime has changed: it holds no `new Function(` any more");
        }
        return cspFunction.replace("export class ", "class ") + runtime.replace("new Function(", "new CspFunction(");
    }

    /** What only a reader of the source needs stays out of what every browser loads. */
    private static String withoutComments(String script) {
        StringBuilder text = new StringBuilder();
        for (String line : script.split("\n")) {
            String bare = line.strip();
            if (!bare.isEmpty() && !bare.startsWith("//") && !bare.startsWith("/*") && !bare.startsWith("* ")) {
                text.append(bare).append('\n');
            }
        }
        return text.toString();
    }

    /** The module with shorter names and statements; its exports keep their names. */
    private static byte[] minified(Path uglify, String name, byte[] module) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        "node", uglify.toString(), "--module", "--toplevel", "--mangle", "--compress", "passes=3")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(module);
        }
        byte[] smaller = process.getInputStream().readAllBytes();
        if (process.waitFor() != 0 || smaller.length == 0) {
            throw new IOException("UglifyJS could not read " + name);
        }
        return smaller;
    }

    private static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(Map<String, byte[]> files) throws NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            sha.update((file.getKey() + "\0" + file.getValue().length + "\0").getBytes(StandardCharsets.UTF_8));
            sha.update(file.getValue());
        }
        return HexFormat.of().formatHex(sha.digest()).substring(0, 16);
    }

    /** Earlier builds left their own directories; only the newest may reach the jar. */
    private static void removeOthers(Path app, String hash) throws IOException {
        if (!Files.isDirectory(app)) {
            return;
        }
        try (Stream<Path> found = Files.walk(app)) {
            for (Path path : found.sorted((a, b) -> b.compareTo(a)).toList()) {
                if (!path.equals(app) && !path.startsWith(app.resolve(hash))) {
                    Files.delete(path);
                }
            }
        }
    }
}
