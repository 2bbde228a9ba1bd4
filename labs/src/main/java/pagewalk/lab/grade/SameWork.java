package pagewalk.lab.grade;

import java.util.HashMap;
import java.util.Map;

/**
 * Finds sessions of several students that did the same on the same machine. With seeds from a course's key this cannot
 * happen; with practice seeds a file may have been passed on, and a person should look.
 */
public final class SameWork {
    private final Map<String, Graded> seen = new HashMap<>();

    /** The earlier file of another student with the same seed and the same events, or empty. */
    public String earlier(Graded session) {
        Verdict.Evidence evidence = session.verdict().evidence();
        if (!session.isGraded() || evidence.finalDigest().isEmpty()) {
            return "";
        }
        String work = session.labName() + " " + evidence.seed() + " " + evidence.finalDigest();
        Graded first = seen.putIfAbsent(work, session);
        return first == null || first.student().equals(session.student()) ? "" : first.file();
    }
}
