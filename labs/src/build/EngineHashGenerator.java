import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Writes the class {@code pagewalk.lab.model.EngineHash}. Run by the build as a single-file program:
 * {@code java EngineHashGenerator.java OUTPUT_DIR SOURCE_ROOT...}
 *
 * <p>The hash is SHA-256 over the Java sources of all roots, sorted by their path below the root's package
 * directory. For each file it takes the path, a NUL, the text with LF line ends, and another NUL, so that neither
 * the checkout's line ends nor the place of the checkout changes it.
 */
final class EngineHashGenerator {
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        Path output = Path.of(args[0], "pagewalk", "lab", "model", "EngineHash.java");
        Map<String, Path> sources = new TreeMap<>();
        for (String root : List.of(args).subList(1, args.length)) {
            collect(Path.of(root), sources);
        }
        String source = classText(hash(sources), sources.size());
        // Left alone when equal, so that the compiler sees nothing new.
        if (!Files.exists(output) || !Files.readString(output).equals(source)) {
            Files.createDirectories(output.getParent());
            Files.writeString(output, source);
        }
    }

    /** Maps "pagewalk/..." to its file, for every Java source below the root. */
    private static void collect(Path root, Map<String, Path> sources) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                String path = file.toAbsolutePath().normalize().toString().replace('\\', '/');
                sources.put(path.substring(path.lastIndexOf("/src/main/java/") + "/src/main/java/".length()), file);
            }
        }
    }

    private static String hash(Map<String, Path> sources) throws IOException, NoSuchAlgorithmException {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        for (Map.Entry<String, Path> source : sources.entrySet()) {
            String text = Files.readString(source.getValue()).replace("\r\n", "\n");
            sha.update((source.getKey() + "\0" + text + "\0").getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static String classText(String hex, int files) {
        // Not a constant to javac, which would copy it into classes that are not compiled again when it changes.
        return """
                package pagewalk.lab.model;

                /** The identity of this engine: SHA-256 over its %d sources and those of the lab model. */
                public final class EngineHash {
                    public static final String HEX = String.valueOf("%s");

                    private EngineHash() {}
                }
                """.formatted(files, hex);
    }
}
