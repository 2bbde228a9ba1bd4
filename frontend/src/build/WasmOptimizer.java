import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes every WebAssembly module of a directory a quarter smaller with Binaryen's wasm-opt, which npm brings and Node
 * runs, and with WasmOutliner and WasmArranger between two runs of it. Run by the build as a single-file program:
 * {@code java WasmOptimizer.java PROGRAMS_DIR BUILD_SOURCE_DIR WORK_DIR}
 *
 * <p>A machine without Node or without a network builds all the same: the modules stay as TeaVM wrote them, work alike,
 * and a line says so. The last result of each module is kept with what it was made from, so an unchanged module costs
 * nothing. {@code WORK_DIR/optimized} holds the names of the modules that are optimized now. Binaryen uses one
 * processor: as many modules are worked on at a time as there are.
 */
final class WasmOptimizer {
    /** What the module uses and every browser with Wasm GC has. */
    private static final List<String> FEATURES = List.of(
            "--enable-gc",
            "--enable-reference-types",
            "--enable-exception-handling",
            "--enable-bulk-memory",
            "--enable-sign-ext",
            "--enable-nontrapping-float-to-int",
            "--enable-mutable-globals",
            "--enable-multivalue",
            "--enable-tail-call");

    /** Leaves only null checks that decide something. The world is open: nothing says yet what JavaScript calls. */
    private static final List<String> FIRST = List.of("-Oz");

    /** Smaller until nothing gets smaller, knowing what JavaScript calls. */
    private static final List<String> LAST = List.of(
            "--closed-world", "--no-inline=outlined*", "--type-merging", "-Oz", "--converge", "--minimize-rec-groups");

    /** The programs that work on the module's text between the two runs, in this order. */
    private static final List<String> BETWEEN = List.of("WasmOutliner.java", "WasmArranger.java");

    private static final int NODE_VERSION = 20;

    private static final Duration RETRY_AFTER = Duration.ofHours(1);

    private final Path programs;
    private final Path sources;
    private final Path work;

    private WasmOptimizer(Path programs, Path sources, Path work) {
        this.programs = programs;
        this.sources = sources;
        this.work = work;
    }

    public static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        new WasmOptimizer(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).optimize();
    }

    private void optimize() throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path marks = Files.createDirectories(work.resolve("optimized"));
        boolean tools = prepare();
        List<Callable<Void>> due = new ArrayList<>();
        for (Path wasm : modules()) {
            String name = wasm.getFileName().toString();
            Path mark = marks.resolve(name);
            // The module in place may be what this program wrote in an earlier build.
            if (!Files.exists(mark) || !Files.readString(mark).equals(sha(wasm))) {
                Files.deleteIfExists(mark);
                due.add(() -> {
                    replace(wasm, name);
                    Files.writeString(mark, sha(wasm));
                    return null;
                });
            }
        }
        if (tools) {
            all(due);
        }
    }

    /** Does all, as many at a time as there are processors; fails with the first failure, when none runs any more. */
    private static void all(List<Callable<Void>> tasks) throws IOException, InterruptedException {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(programs)) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .sorted()
                    .toList();
        }
    }

    private void replace(Path wasm, String name) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path kept = work.resolve(name);
        Path origin = work.resolve(name + ".origin");
        StringBuilder how = new StringBuilder(sha(sources.resolve("WasmOptimizer.java")));
        for (String program : BETWEEN) {
            how.append(sha(sources.resolve(program)));
        }
        String here = sha(wasm) + " " + how;
        if (!Files.exists(origin) || !Files.readString(origin).equals(here)) {
            Files.deleteIfExists(origin);
            shrink(wasm, kept, name);
            Files.writeString(origin, here);
        }
        Files.copy(kept, wasm, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The text comes from the binary form: that of a module that was never written is not always read back. */
    private void shrink(Path input, Path output, String name) throws IOException, InterruptedException {
        Path binary = work.resolve("first-" + name);
        Path text = work.resolve("first-" + name + ".wat");
        Path log = work.resolve(name + ".log");
        binaryen("wasm-opt", FIRST, input, binary, log);
        binaryen("wasm-dis", List.of(), binary, text, log);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (String program : BETWEEN) {
            need(List.of(java, sources.resolve(program).toString(), text.toString(), text.toString()), log);
        }
        binaryen("wasm-opt", LAST, text, output, log);
        Files.write(output, customSections(Files.readAllBytes(binary)), StandardOpenOption.APPEND);
        Files.delete(binary);
        Files.delete(text);
    }

    /** What TeaVM's runtime reads about the module. The text form has no place for it. */
    private static byte[] customSections(byte[] module) {
        ByteArrayOutputStream found = new ByteArrayOutputStream();
        int at = 8;
        while (at < module.length) {
            int end = at + 1;
            int length = 0;
            for (int shift = 0; ; shift += 7) {
                byte digits = module[end++];
                length |= (digits & 0x7F) << shift;
                if (digits >= 0) {
                    break;
                }
            }
            end += length;
            if (module[at] == 0) {
                found.write(module, at, end - at);
            }
            at = end;
        }
        return found.toByteArray();
    }

    private void binaryen(String tool, List<String> options, Path input, Path output, Path log)
            throws IOException, InterruptedException {
        Path script = work.resolve("node_modules/binaryen/bin").resolve(tool);
        List<String> command = new ArrayList<>(List.of("node", script.toString()));
        command.addAll(FEATURES);
        command.addAll(options);
        command.addAll(List.of(input.toString(), "-o", output.toString()));
        need(command, log);
    }

    private void need(List<String> command, Path log) throws IOException, InterruptedException {
        if (call(command, log) != 0) {
            throw new IOException(command + " failed; its words are in " + log);
        }
    }

    /** Brings what npm brings, once for each lock file; false, and a line, if that cannot be. */
    private boolean prepare() throws IOException, InterruptedException {
        Path lock = sources.resolve("npm/package-lock.json");
        Path installed = work.resolve("node_modules/installed-lock.json");
        if (Files.exists(installed) && Files.mismatch(lock, installed) < 0) {
            return true;
        }
        if (nodeVersion() < NODE_VERSION) {
            return left("Node " + NODE_VERSION + " or newer was not found");
        }
        if (!install()) {
            return left("npm could not bring Binaryen");
        }
        Files.copy(lock, installed, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    /** Without a network npm may wait long for nothing: a failure is remembered, and tried again after a while. */
    private boolean install() throws IOException, InterruptedException {
        Path failed = work.resolve("npm-failed");
        if (Files.exists(failed)
                && Files.getLastModifiedTime(failed)
                        .toInstant()
                        .plus(RETRY_AFTER)
                        .isAfter(Instant.now())) {
            return false;
        }
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(sources.resolve("npm").resolve(file), work.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        command.addAll(List.of("--prefer-offline", "--fetch-retries=0", "--fetch-timeout=60000"));
        if (call(command, work.resolve("npm.log")) == 0) {
            Files.deleteIfExists(failed);
            return true;
        }
        Files.writeString(failed, "");
        return false;
    }

    private int nodeVersion() throws IOException, InterruptedException {
        Path log = work.resolve("node.log");
        if (call(List.of("node", "--version"), log) != 0) {
            return 0;
        }
        String version = Files.readString(log).strip();
        int dot = version.indexOf('.');
        return version.startsWith("v") && dot > 1 ? Integer.parseInt(version.substring(1, dot)) : 0;
    }

    /** Exit status of a command, its words in the file {@code log}; 127 if there is no such program. */
    private int call(List<String> command, Path log) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException notFound) {
            return 127;
        }
        process.getOutputStream().close();
        if (!process.waitFor(10, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return 124;
        }
        return process.exitValue();
    }

    private static boolean left(String why) {
        System.out.println("[INFO] " + why + ": WebAssembly stays larger than it could be and works the same");
        return false;
    }

    private static String sha(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
