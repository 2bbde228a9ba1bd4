package pagewalk.lab.grade;

import org.jspecify.annotations.Nullable;
import pagewalk.lab.Lab;
import pagewalk.lab.model.SessionHeader;

/**
 * A session's file and its verdict, as reports on many of them need it.
 *
 * @param file its name, with {@code /} between folders
 * @param header what it says of itself; {@link SessionHeader#EMPTY} when it could not be read
 * @param lab its lab; null when that is not known
 * @param millis how long grading took
 */
public record Graded(
        String file, SessionHeader header, @Nullable Lab lab, Verdict verdict, long millis) {
    /** The student the file names, or empty. */
    public String student() {
        String student = header.student();
        return student == null ? "" : student;
    }

    /** The lab the file names, known or not, or empty. */
    public String labName() {
        String name = header.lab();
        return name == null ? "" : name;
    }

    boolean isGraded() {
        return verdict.state() == Verdict.State.GRADED;
    }
}
