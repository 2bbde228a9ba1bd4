import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Makes the WebAssembly a quarter smaller with Binaryen's wasm-opt, which npm brings and Node runs. Run by the build as
 * a single-file program: {@code java WasmOptimizer.java WASM PACKAGE_DIR WORK_DIR}
 *
 * <p>A machine without Node or without a network builds all the same: the module stays as TeaVM wrote it, works alike,
 * and a line says so. The result is kept by the content of its input, so an unchanged module costs nothing.
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

    private final Path wasm;
    private final Path packages;
    private final Path work;

    private WasmOptimizer(Path wasm, Path packages, Path work) {
        this.wasm = wasm;
        this.packages = packages;
        this.work = work;
    }

    public static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        new WasmOptimizer(Path.of(args[0]), Path.of(args[1]), Path.of(args[2])).optimize();
    }

    private void optimize() throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path input = Files.createDirectories(work).resolve("input.wasm");
        Path last = work.resolve("last-output.sha256");
        // The module in place may be what this program wrote in an earlier build.
        if (Files.exists(last) && Files.readString(last).equals(sha(Files.readAllBytes(wasm)))) {
            return;
        }
        Files.copy(wasm, input, StandardCopyOption.REPLACE_EXISTING);
        Path kept = work.resolve(sha((sha(Files.readAllBytes(input)) + PASSES).getBytes(UTF_8)) + ".wasm");
        if (!Files.exists(kept) && !run(input, kept)) {
            return;
        }
        Files.copy(kept, wasm, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(last, sha(Files.readAllBytes(kept)));
    }

    private boolean run(Path input, Path kept) throws IOException, InterruptedException {
        if (nodeVersion() < NODE_VERSION) {
            return left("Node " + NODE_VERSION + " or newer was not found");
        }
        Path tool = work.resolve("node_modules/binaryen/bin/wasm-opt");
        if (!Files.exists(tool) && !install()) {
            return left("npm could not bring Binaryen");
        }
        Path output = work.resolve("output.wasm");
        List<String> command = new ArrayList<>(List.of("node", tool.toString()));
        command.addAll(FEATURES);
        command.addAll(PASSES);
        command.addAll(List.of(input.toString(), "-o", output.toString()));
        if (call(command) != 0) {
            throw new IOException("wasm-opt failed; its words are in " + work.resolve("log"));
        }
        Files.move(output, kept, StandardCopyOption.REPLACE_EXISTING);
        return true;
    }

    private boolean install() throws IOException, InterruptedException {
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(packages.resolve(file), work.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        return call(List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1")) == 0;
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
        System.out.println("[INFO] " + why + ": the WebAssembly stays larger than it could be and works the same");
        return false;
    }

    private static String sha(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
