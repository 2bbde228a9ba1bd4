package pagewalk.lab.prove;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A recording with its name and the files that lie beside it, some of which it may be about. */
public final class RecordingFile {
    /** Opens files. */
    public interface Folder {
        /** The file called {@code name}, which may begin with {@code ../}; null if there is none. */
        @Nullable
        InputStream open(String name);
    }

    private final String name;
    private final String text;
    private final Folder folder;

    public RecordingFile(String name, String text, Folder folder) {
        this.name = name;
        this.text = text;
        this.folder = folder;
    }

    public String name() {
        return name;
    }

    public String text() {
        return text;
    }

    /** A file beside this one; null if there is none. */
    @Nullable
    InputStream beside(String other) {
        return folder.open(other);
    }

    /** The text of a file beside this one; null if there is none. */
    @Nullable
    String textBeside(String other) {
        try (InputStream in = folder.open(other)) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return null;
        }
    }

    /** The name before its first dot. */
    String stem() {
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
