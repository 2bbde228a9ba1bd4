package pagewalk.lab.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Text that comes in: whole files within a limit, or lines as they arrive. */
final class Input implements AutoCloseable {
    /** A line is cut here, so that endless input without a line end takes no memory; the grammar's limit is lower. */
    private static final int MAX_LINE = 1 << 16;

    private final BufferedReader reader;
    private final String name;

    private Input(BufferedReader reader, String name) {
        this.reader = reader;
        this.name = name;
    }

    /** Lines of a file, or of standard input for "-". */
    static Input lines(String file, InputStream standard) {
        InputStream stream = bytes(file, standard);
        return new Input(
                new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), 1 << 15), named(file));
    }

    /** The bytes of a file, or of standard input for "-". */
    static InputStream bytes(String file, InputStream standard) {
        return file.equals("-") ? standard : open(file);
    }

    /** What a file is called in messages. */
    static String named(String file) {
        return file.equals("-") ? "standard input" : file;
    }

    private static InputStream open(String file) {
        try {
            Path path = Path.of(file);
            if (Files.isDirectory(path)) {
                throw CliFault.failed(file + " is a directory, not a file");
            }
            return Files.newInputStream(path);
        } catch (IOException | RuntimeException e) {
            throw unreadable(file, e);
        }
    }

    private static CliFault unreadable(String file, Exception e) {
        return switch (e) {
            case CliFault fault -> fault;
            case NoSuchFileException missing -> CliFault.failed("there is no file " + file);
            case AccessDeniedException denied -> CliFault.failed(file + " may not be read by this user");
            default -> CliFault.failed(file + " cannot be read");
        };
    }

    /** A whole text file of at most {@code maxBytes}. */
    static String read(String file, int maxBytes) {
        try (InputStream stream = open(file)) {
            byte[] bytes = stream.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                throw CliFault.failed(file + " is larger than the limit of " + maxBytes + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    String name() {
        return name;
    }

    /** The next line without its end, or null after the last. */
    @Nullable
    String next() {
        try {
            int c = reader.read();
            if (c < 0) {
                return null;
            }
            StringBuilder line = new StringBuilder();
            for (; c >= 0 && c != '\n'; c = reader.read()) {
                if (line.length() < MAX_LINE) {
                    line.append((char) c);
                } else {
                    return line.toString();
                }
            }
            int length = line.length();
            return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
        } catch (IOException e) {
            throw CliFault.failed(name + " cannot be read further");
        }
    }

    /** True when a read would wait: the moment to flush what was answered. */
    boolean idle() {
        try {
            return !reader.ready();
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw CliFault.failed(name + " cannot be closed");
        }
    }
}
