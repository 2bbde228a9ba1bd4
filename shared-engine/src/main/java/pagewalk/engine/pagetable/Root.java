package pagewalk.engine.pagetable;

/** The page tables of one address space: the top one's frame, and how many there are below it. */
public final class Root {
    private final int pgd;
    private int tables;

    Root(int pgd) {
        this.pgd = pgd;
    }

    private Root(Root other) {
        pgd = other.pgd;
        tables = other.tables;
    }

    public Root copy() {
        return new Root(this);
    }

    /** The frame of the top table, which goes into CR3. */
    public int pgd() {
        return pgd;
    }

    /** Tables below the top one (mm->pgtables_bytes, in pages). */
    public int tables() {
        return tables;
    }

    void count(int more) {
        tables += more;
    }
}
