package pagewalk.engine.timeline;

/**
 * One line of history.
 *
 * @param id its number, 1 for the first
 * @param parent the branch it left, 0 for the first
 * @param at commands it shares with its parent
 * @param commands commands on it, shared ones included
 */
public record Branch(int id, int parent, int at, int commands) {}
