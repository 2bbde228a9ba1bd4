package pagewalk.lab.model;

import org.jspecify.annotations.Nullable;

/** Follows one condition through a session, command by command. */
public final class ConditionWatch {
    private final Condition condition;
    private int holdsAfter;
    private boolean holdsNow;
    private int firstBreach = -1;
    private @Nullable String fault;

    public ConditionWatch(Condition condition) {
        this.condition = condition;
    }

    /** Looks after the student's command {@code own}, 0 at the start. */
    public void look(RunScope scope, int own) {
        try {
            holdsNow = condition.expr().holds(scope);
        } catch (TextFault unknown) {
            holdsNow = false;
            fault = unknown.reason();
        }
        holdsAfter += holdsNow && own > 0 ? 1 : 0;
        boolean breach = switch (condition.when()) {
            case ALWAYS -> !holdsNow;
            case NEVER -> holdsNow;
            default -> false;
        };
        if (breach && firstBreach < 0) {
            firstBreach = own;
        }
    }

    /** Whether it is kept, as far as was looked. */
    public boolean passed() {
        return switch (condition.when()) {
            case AT_END -> holdsNow;
            case ALWAYS, NEVER -> firstBreach < 0;
            case COUNT -> holdsAfter >= condition.atLeast() && holdsAfter <= condition.atMost();
        };
    }

    /** The command after which it was broken for good, 0 for the start; -1 while it can still be kept. */
    public int firstBreach() {
        return firstBreach;
    }

    /** Why its expression had no value at some step; null when it always had one. */
    public @Nullable String fault() {
        return fault;
    }
}
