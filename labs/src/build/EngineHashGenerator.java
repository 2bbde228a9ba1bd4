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
 * Writes the class {@code pagewalk.lab.model.EngineHash}, or with the option {@code --grader} the class {@code
 * pagewalk.lab.grade.GraderHash}. Run by the build as a single-file program:
 * {@code java EngineHashGenerator.java [--grader] OUTPUT_DIR SOURCE_ROOT...}
 *
 * <p>The hash is SHA-256 over the Java sources of all roots (of a root's own folder alone when it ends with /.), sorted
 * by their path below the root's package directory. For each file it takes the path, a NUL, the text with LF line ends,
 * and another NUL, so that neither the checkout's line ends nor the place of the checkout changes it.
 */
final class EngineHashGenerator {
    public static void main(String[] args) throws IOException, NoSuchAlgorithmException {
        boolean grader = args[0].equals("--grader");
        List<String> places = List.of(args).subList(grader ? 1 : 0, args.length);
        Path output = Path.of(places.get(0), "pagewalk", "lab")
                .resolve(grader ? Path.of("grade", "GraderHash.java") : Path.of("model", "EngineHash.java"));
        Map<String, Path> sources = new TreeMap<>();
        for (String root : places.subList(1, places.size())) {
            collect(Path.of(root), root.endsWith("/.") ? 1 : Integer.MAX_VALUE, sources);
        }
        String hash = hash(sources);
        String source = grader ? graderText(hash, sources.size()) : classText(hash, sources.size());
        // Left alone when equal, so that the compiler sees nothing new.
        if (!Files.exists(output) || !Files.readString(output).equals(source)) {
            Files.createDirectories(output.getParent());
            Files.writeString(output, source);
        }
    }

    /** Maps "pagewalk/..." to its file, for every Java source below the root. */
    private static void collect(Path root, int depth, Map<String, Path> sources) throws IOException {
        try (Stream<Path> files = Files.walk(root, depth)) {
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

    private static String graderText(String hex, int files) {
        return """
                package pagewalk.lab.grade;

                /** The identity of this grader: SHA-256 over the %d sources that draw variants and judge sessions. */
                public final class GraderHash {
                    public static final String HEX = String.valueOf("%s");

                    private GraderHash() {}
                }
                """.formatted(files, hex);
    }
}
