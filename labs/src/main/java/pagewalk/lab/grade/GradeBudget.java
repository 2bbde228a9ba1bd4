package pagewalk.lab.grade;

import pagewalk.engine.Limits;

/**
 * How much work one session may cause.
 *
 * @param commands most commands that count, over all parts
 * @param events most events they may make
 * @param chars longest session text
 */
public record GradeBudget(int commands, int events, int chars) {
    /** What the limits allow everywhere. */
    public static final GradeBudget DEFAULT = new GradeBudget(Limits.COMMANDS, Limits.EVENTS, Limits.SESSION_CHARS);
}
