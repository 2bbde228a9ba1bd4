package pagewalk.lab.prove;

/**
 * How one recording came out.
 *
 * @param agreed operations that agree, up to the first difference
 * @param operations operations in the recording
 * @param trouble empty when all agree; otherwise the first difference, or what is not modelled
 */
public record Proof(int agreed, int operations, String trouble) {
    public boolean agrees() {
        return trouble.isEmpty() && agreed == operations && operations > 0;
    }

    public String sentence() {
        return agrees() ? "agree " + agreed + " of " + operations : trouble + "; agree " + agreed + " of " + operations;
    }
}
