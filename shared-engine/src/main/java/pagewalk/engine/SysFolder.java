package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;

/** A folder of files below /sys that {@code cat} reads and {@code echo} writes (struct kobj_attribute). */
interface SysFolder {
    /** What the paths of its files begin with, a slash at the end. */
    String path();

    /** Names of its files, those of folders inside it with their folder. */
    List<String> names();

    /** What a file reads as, the end of line among it; null if there is none of that name. */
    @Nullable
    String read(String name);

    /** Sets what a file shows, or says why not ({@link #wrong}, {@link #readOnly}); null if it is done. */
    @Nullable
    Refusal write(String name, String value);

    /** A file does not take a value (EINVAL). */
    static Refusal wrong(String name, String takes, String value) {
        return new Refusal(Reason.SYS_VALUE, 0, 0, 0, name + " is " + takes + "; this is " + value);
    }

    /** A file cannot be written (EACCES). */
    static Refusal readOnly(String name) {
        return new Refusal(Reason.SYS_READ_ONLY, 0, 0, 0, name);
    }

    /** Adds the paths of all files. */
    static void addPaths(@Nullable List<SysFolder> folders, List<String> paths) {
        for (int i = 0; folders != null && i < folders.size(); i++) {
            SysFolder folder = folders.get(i);
            for (String name : folder.names()) {
                paths.add(folder.path() + name);
            }
        }
    }

    /** What the file at a path reads as; null if no folder has it. */
    static @Nullable String read(@Nullable List<SysFolder> folders, String path) {
        for (int i = 0; folders != null && i < folders.size(); i++) {
            SysFolder folder = folders.get(i);
            if (path.startsWith(folder.path())) {
                return folder.read(path.substring(folder.path().length()));
            }
        }
        return null;
    }

    /** Writes the file at a path. */
    static Reply write(@Nullable List<SysFolder> folders, String path, String value) {
        for (int i = 0; folders != null && i < folders.size(); i++) {
            SysFolder folder = folders.get(i);
            String name = path.startsWith(folder.path())
                    ? path.substring(folder.path().length())
                    : "";
            if (folder.read(name) != null) {
                Refusal no = folder.write(name, value);
                return no == null ? new Reply.Done() : new Reply.Refused(no);
            }
        }
        return new Reply.Refused(new Refusal(Reason.SYS_MISSING, 0, 0, 0, path));
    }
}
