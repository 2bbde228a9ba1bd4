package pagewalk.lab.model;

/**
 * How far a {@code reach} part is.
 *
 * @param met whether the goal holds and the commands used are within the limit
 * @param used how many commands the student has issued
 * @param limit how many are allowed
 * @param sentence the state in words: what is missing, or that nothing is
 */
public record GoalState(boolean met, int used, int limit, String sentence) {
    /**
     * Looks at the part as it stands. A goal counts at the first command after which it holds, so whoever follows a
     * session asks after every command and keeps the first answer that is met.
     */
    public static GoalState of(Expr goal, int limit, RunScope scope) {
        int used = scope.value("commands");
        if (used > limit) {
            return new GoalState(false, used, limit, used + " commands are used, the limit is " + limit + ".");
        }
        String missing = missing(goal, scope);
        if (missing.isEmpty()) {
            String count = used + (used == 1 ? " command" : " commands");
            return new GoalState(
                    true, used, limit, "The goal is reached with " + count + ", the limit is " + limit + ".");
        }
        return new GoalState(false, used, limit, "Not yet: " + missing + ".");
    }

    private static String missing(Expr goal, RunScope scope) {
        try {
            for (Expr part : goal.conjuncts()) {
                if (!part.holds(scope)) {
                    return part.whyNot(scope);
                }
            }
            return "";
        } catch (TextFault fault) {
            return fault.reason();
        }
    }
}
