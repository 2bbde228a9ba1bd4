package pagewalk.lab.prove;

/**
 * How one recording came out.
 *
 * @param agreed operations that agree, up to the first difference
 * @param operations operations in the recording
 * @param trouble empty when all agree; otherwise the first difference, or what is not modelled
 * @param taken what of the recorder's surroundings was taken from the recording; empty for nothing
 */
public record Proof(int agreed, int operations, String trouble, String taken) {
    /** One for which nothing was taken from the recording but its operations. */
    public Proof(int agreed, int operations, String trouble) {
        this(agreed, operations, trouble, "");
    }

    public boolean agrees() {
        return trouble.isEmpty() && agreed == operations && operations > 0;
    }

    public String sentence() {
        String count = "agree " + agreed + " of " + operations;
        return agrees() ? count + (taken.isEmpty() ? "" : " (" + taken + ")") : trouble + "; " + count;
    }
}
