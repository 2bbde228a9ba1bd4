package pagewalk.engine.segment;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.Events;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.CowInts;

/**
 * One table with an entry of 32 bits for each virtual page: the highest bit says that it is valid, the rest is the pfn.
 *
 * <p>The table lies outside the memory that it describes, as in the exercise.
 */
final class LinearTable {
    static final int VALID = 0x80000000;

    private final SegmentSetup setup;
    private final Events events;
    private final CowInts entries;

    LinearTable(SegmentSetup setup, Events events) {
        this.setup = setup;
        this.events = events;
        entries = new CowInts(setup.virtualPages(), 0);
    }

    private LinearTable(LinearTable other, Events events) {
        setup = other.setup;
        this.events = events;
        entries = other.entries.copy();
    }

    LinearTable copy(Events newEvents) {
        return new LinearTable(this, newEvents);
    }

    int length() {
        return entries.length();
    }

    int entry(int vpn) {
        return entries.get(vpn);
    }

    void map(int vpn, int pfn) {
        entries.set(vpn, VALID | pfn);
        tell(EventKind.SEG_MAPPED, Rule.SEG_MAP, vpn, pfn, -1, 0);
    }

    void unmap(int vpn) {
        entries.set(vpn, 0);
        tell(EventKind.SEG_MAPPED, Rule.SEG_UNMAP, vpn, -1, -1, 0);
    }

    /** The physical address of {@code va}; -1 if its page is not valid. */
    int translate(int va) {
        int shift = setup.pageShift();
        int vpn = va >>> shift;
        int offset = va & (setup.page() - 1);
        tell(EventKind.SEG_CUT, Rule.SEG_CUT, va, vpn, offset, setup.page());
        int entry = entries.get(vpn);
        boolean valid = entry < 0;
        tell(EventKind.SEG_ENTRY, valid ? Rule.SEG_LINEAR : Rule.SEG_NOT_VALID, 1, vpn, entry, -1);
        if (!valid) {
            tell(EventKind.SEG_FAULT, Rule.SEG_NOT_VALID, 0, va, vpn, 0);
            return -1;
        }
        int pa = ((entry & ~VALID) << shift) | offset;
        tell(EventKind.SEG_TRANSLATED, Rule.SEG_JOIN, 0, va, 0, pa);
        return pa;
    }

    private void tell(EventKind kind, Rule rule, int a, int b, int c, int d) {
        events.emit(kind.code(), rule.code(), a, b, c, d);
    }

    void digest(Digest into) {
        for (int vpn = 0; vpn < entries.length(); vpn++) {
            into.fold(entries.get(vpn));
        }
    }

    int bytesBeside(@Nullable LinearTable other) {
        return entries.bytesBeside(other == null ? null : other.entries);
    }
}
