package pagewalk.engine.event;

/**
 * Where the machine tells what it does: the only way out of a subsystem.
 *
 * <p>Every micro-step is six ints, so that a sink can count, pack or ignore them without allocating. A step is told
 * after the change it describes, and every view of the machine is valid at that moment. What {@code a} to {@code d}
 * mean for each kind is written in {@link EventKind}.
 */
@FunctionalInterface
public interface Events {
    /** Drops everything; for bulk grading. The digest is folded all the same, by the machine. */
    Events NONE = (kind, rule, a, b, c, d) -> {};

    /** One micro-step: the code of an {@link EventKind}, the code of the deciding rule, and four arguments. */
    void emit(int kind, int rule, int a, int b, int c, int d);
}
