package pagewalk.server.ops;

import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;

/** Work that stores a row under an id the client made. Of two requests at once, one finds the id taken only then. */
public final class Twice {
    private Twice() {}

    /** Does the work, which looks for the row first; once more when somebody else has just stored it. */
    public static <T> Uni<T> over(Supplier<Uni<T>> work) {
        return work.get().onFailure(Twice::isTaken).recoverWithUni(failure -> work.get());
    }

    /** Whether a row was there already, by its key. */
    public static boolean isTaken(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof ConstraintViolationException) {
                return true;
            }
        }
        return false;
    }
}
