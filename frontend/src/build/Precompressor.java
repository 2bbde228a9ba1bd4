import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Puts NAME.gz beside every file the browser loads; the server sends that. Run by the build as a single-file program:
 * {@code java Precompressor.java CLASSES_DIR BUILD_SOURCE_DIR WORK_DIR}
 *
 * <p>Zopfli packs if WasmOptimizer could bring it, else the JDK. What was packed once is kept by its hash and that of
 * the script.
 */
final class Precompressor {
    private final Path sources;
    private final Path work;

    private Precompressor(Path sources, Path work) {
        this.sources = sources;
        this.work = work;
    }

    public static void main(String[] args) throws IOException, InterruptedException, NoSuchAlgorithmException {
        Path app = Path.of(args[0]).resolve("META-INF/resources/app");
        new Precompressor(Path.of(args[1]), Path.of(args[2])).pack(app);
    }

    private void pack(Path app) throws IOException, InterruptedException, NoSuchAlgorithmException {
        String how = sha(sources.resolve("npm/zopfli.cjs")).substring(0, 16);
        Path cache = Files.createDirectories(work.resolve("packed").resolve(how));
        List<Path> files = files(app);
        List<String> missing = new ArrayList<>();
        for (Path file : files) {
            Path kept = cache.resolve(sha(file));
            if (!Files.exists(kept)) {
                missing.addAll(List.of(file.toString(), kept.toString()));
            }
        }
        boolean zopfli = missing.isEmpty() || zopfli(missing);
        for (Path file : files) {
            Path kept = cache.resolve(sha(file));
            Path packed = file.resolveSibling(file.getFileName() + ".gz");
            if (zopfli || Files.exists(kept)) {
                Files.copy(kept, packed, StandardCopyOption.REPLACE_EXISTING);
            } else {
                plain(file, packed);
            }
        }
    }

    private static List<Path> files(Path app) throws IOException {
        try (Stream<Path> found = Files.walk(app)) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().endsWith(".gz"))
                    .sorted()
                    .toList();
        }
    }

    /** False without Node or without its package: what a page loads is 6 % larger then. */
    private boolean zopfli(List<String> files) throws IOException, InterruptedException {
        if (!Files.exists(work.resolve("node_modules/@gfx/zopfli"))) {
            return false;
        }
        Path script = work.resolve("zopfli.cjs");
        Files.copy(sources.resolve("npm/zopfli.cjs"), script, StandardCopyOption.REPLACE_EXISTING);
        List<List<String>> shares = shares(files);
        List<Process> running = new ArrayList<>();
        for (int i = 0; i < shares.size(); i++) {
            List<String> command = new ArrayList<>(List.of("node", script.toString()));
            command.addAll(shares.get(i));
            running.add(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(work.resolve("zopfli-" + i + ".log").toFile())
                    .start());
        }
        int failed = 0;
        for (Process process : running) {
            failed += process.waitFor() == 0 ? 0 : 1;
        }
        if (failed > 0) {
            throw new IOException("zopfli failed; its words are in " + work.resolve("zopfli-*.log"));
        }
        return true;
    }

    /** The files and their outputs, a share for each processor: the largest first, to the idlest. */
    private static List<List<String>> shares(List<String> files) throws IOException {
        List<Integer> inputs = new ArrayList<>();
        for (int i = 0; i < files.size(); i += 2) {
            inputs.add(i);
        }
        inputs.sort(
                Comparator.comparingLong(i -> -Path.of(files.get(i)).toFile().length()));
        int count = Math.max(1, Math.min(Runtime.getRuntime().availableProcessors(), inputs.size()));
        List<List<String>> shares = new ArrayList<>();
        long[] bytes = new long[count];
        for (int share = 0; share < count; share++) {
            shares.add(new ArrayList<>());
        }
        for (int i : inputs) {
            int idlest = 0;
            for (int share = 1; share < count; share++) {
                idlest = bytes[share] < bytes[idlest] ? share : idlest;
            }
            bytes[idlest] += Files.size(Path.of(files.get(i)));
            shares.get(idlest).addAll(files.subList(i, i + 2));
        }
        return shares;
    }

    private static void plain(Path file, Path packed) throws IOException {
        try (OutputStream out = Files.newOutputStream(packed);
                GZIPOutputStream gzip = new GZIPOutputStream(out) {
                    {
                        def.setLevel(Deflater.BEST_COMPRESSION);
                    }
                }) {
            Files.copy(file, gzip);
        }
    }

    private static String sha(Path file) throws IOException, NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }
}
