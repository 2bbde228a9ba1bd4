package pagewalk.server.ops;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The directory that holds an installation, owned by one process at a time; the lock dies with its process. */
final class DataDirectory implements AutoCloseable {
    private static final long MIB = 1 << 20;
    private static final long FIRST_START = 200 * MIB;
    private static final long LATER_START = 24 * MIB;

    private final Path path;
    private final FileChannel channel;

    private DataDirectory(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /** Takes the directory, or returns null when another process has it. */
    static @Nullable DataDirectory tryTake(Path path) throws StartFailure {
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(lockFile(path), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = lock(channel);
            if (lock == null) {
                channel.close();
                return null;
            }
            DataDirectory taken = new DataDirectory(path, channel);
            taken.needSpace();
            taken.writeOwner();
            return taken;
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    /** Takes the directory, or says which process has it. */
    static DataDirectory take(Path path) throws StartFailure {
        DataDirectory taken = tryTake(path);
        if (taken == null) {
            throw new StartFailure("Pagewalk already runs on " + path + owner(path)
                    + "; stop it first, or set PAGEWALK_DATA to another directory.");
        }
        return taken;
    }

    /** The sentence for a file that could not be written under {@code path}. */
    static StartFailure failure(Path path, IOException e) {
        if (saysFull(String.valueOf(e.getMessage()))) {
            return full(path, e);
        }
        return new StartFailure("The data directory " + path + " cannot be used: " + e + ".", e);
    }

    static boolean saysFull(String message) {
        return message.contains("No space left") || message.contains("not enough space");
    }

    static StartFailure full(Path path, @Nullable Throwable cause) {
        String sentence = "The disk that holds " + path + " is full (" + usable(path) / MIB
                + " MiB free); make room, or set PAGEWALK_DATA to a directory on another disk.";
        return cause == null ? new StartFailure(sentence) : new StartFailure(sentence, cause);
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private void needSpace() throws StartFailure {
        long need = Files.exists(path.resolve(PostgresServer.MADE)) ? LATER_START : FIRST_START;
        if (usable(path) < need) {
            close();
            throw full(path, null);
        }
    }

    private void writeOwner() throws IOException {
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(pid));
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String owner(Path path) {
        try {
            String pid = Files.readString(lockFile(path)).strip();
            return pid.isEmpty() ? "" : " (process " + pid + ")";
        } catch (IOException e) {
            return "";
        }
    }

    private static Path lockFile(Path path) {
        return path.resolve("server.lock");
    }

    private static long usable(Path path) {
        try {
            return Files.getFileStore(path).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }
}
