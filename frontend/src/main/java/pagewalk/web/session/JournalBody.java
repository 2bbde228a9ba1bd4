package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;

/** The lines of a session's body as text, and which part the next line belongs to. */
public final class JournalBody {
    private final List<String> lines = new ArrayList<>();
    private String part;

    /** An empty body; lines before any {@code part} line belong to {@code firstPart}. */
    public JournalBody(String firstPart) {
        part = firstPart;
    }

    /** Takes lines that were recorded before. */
    public void load(List<String> recorded) {
        for (String line : recorded) {
            lines.add(line);
            part = partAfter(line, part);
        }
    }

    /** Appends lines of a part; the lines that were really added, a {@code part} line before them if one was needed. */
    public List<String> append(String partName, List<String> added) {
        List<String> all = new ArrayList<>();
        if (!part.equals(partName)) {
            all.add("part name=" + partName);
        }
        all.addAll(added);
        lines.addAll(all);
        part = partName;
        return all;
    }

    public List<String> lines() {
        return lines;
    }

    /** The part that the next line belongs to. */
    String part() {
        return part;
    }

    public int size() {
        return lines.size();
    }

    /** The part that lines after {@code line} belong to. */
    static String partAfter(String line, String part) {
        return line.startsWith("part name=")
                ? line.substring("part name=".length()).trim()
                : part;
    }
}
