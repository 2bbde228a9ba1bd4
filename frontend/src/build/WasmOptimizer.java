import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Makes every WebAssembly module of a directory a quarter smaller with Binaryen's wasm-opt, which npm brings and Node
 * runs. Run by the build as a single-file program: {@code java WasmOptimizer.java PROGRAMS_DIR PACKAGE_DIR WORK_DIR}
 *
 * <p>A machine without Node or without a network builds all the same: the modules stay as TeaVM wrote them, work alike,
 * and a line says so. The last result of each module is kept with what it was made from, so an unchanged module costs
 * nothing. {@code WORK_DIR/optimized} holds the names of the modules that are optimized now.
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

    /**
     * Smaller until nothing gets smaller. The world stays open: a closed one takes functions that only JavaScript calls
     * for never called, and empties them.
     */
    private static final List<String> PASSES = List.of("-Oz", "--converge");

    private static final int NODE_VERSION = 20;

    private static final Duration RETRY_AFTER = Duration.ofHours(1);

    private final Path programs;
    private final Path packages;
    private final Path work;

    private WasmOptimizer(Path programs, Path packages, Path work) {
        this.programs = programs;
        this.packages = packages;
        this.work = work;
    }

    public static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        new WasmOptimizer(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).optimize();
    }

    private void optimize() throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path marks = Files.createDirectories(work.resolve("optimized"));
        for (Path wasm : modules()) {
            String name = wasm.getFileName().toString();
            Path mark = marks.resolve(name);
            // The module in place may be what this program wrote in an earlier build.
            if (!Files.exists(mark) || !Files.readString(mark).equals(sha(wasm))) {
                Files.deleteIfExists(mark);
                if (!replace(wasm, name)) {
                    return;
                }
                Files.writeString(mark, sha(wasm));
            }
        }
    }

    private List<Path> modules() throws IOException {
        try (Stream<Path> files = Files.list(programs)) {
            return files.filter(file -> file.toString().endsWith(".wasm"))
                    .sorted()
                    .toList();
        }
    }

    private boolean replace(Path wasm, String name) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path kept = work.resolve(name);
        Path origin = work.resolve(name + ".origin");
        String here = sha(wasm) + " " + PASSES;
        if (!Files.exists(origin) || !Files.readString(origin).equals(here)) {
            Files.deleteIfExists(origin);
            if (!run(wasm, kept)) {
                return false;
            }
            Files.writeString(origin, here);
        }
        Files.copy(kept, wasm, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private boolean run(Path input, Path output) throws IOException, InterruptedException {
        if (nodeVersion() < NODE_VERSION) {
            return left("Node " + NODE_VERSION + " or newer was not found");
        }
        Path tool = work.resolve("node_modules/binaryen/bin/wasm-opt");
        if (!Files.exists(tool) && !install()) {
            return left("npm could not bring Binaryen");
        }
        List<String> command = new ArrayList<>(List.of("node", tool.toString()));
        command.addAll(FEATURES);
        command.addAll(PASSES);
        command.addAll(List.of(input.toString(), "-o", output.toString()));
        if (call(command) != 0) {
            throw new IOException("wasm-opt failed; its words are in " + work.resolve("log"));
        }
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
            Files.copy(packages.resolve(file), work.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> command = new ArrayList<>(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"));
        command.addAll(List.of("--prefer-offline", "--fetch-retries=0", "--fetch-timeout=60000"));
        if (call(command) == 0) {
            Files.deleteIfExists(failed);
            return true;
        }
        Files.writeString(failed, "");
        return false;
    }

    private int nodeVersion() throws IOException, InterruptedException {
        if (call(List.of("node", "--version")) != 0) {
            return 0;
        }
        String version = Files.readString(work.resolve("log")).strip();
        int dot = version.indexOf('.');
        return version.startsWith("v") && dot > 1 ? Integer.parseInt(version.substring(1, dot)) : 0;
    }

    /** Exit status of a command, its words in the file {@code log}; 127 if there is no such program. */
    private int call(List<String> command) throws IOException, InterruptedException {
        File log = work.resolve("log").toFile();
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log)
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
