package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.pagetable.PageTables;
import pagewalk.engine.pagetable.Pte;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.RunScope;
import pagewalk.lab.model.TextFault;

/**
 * What a command shows on a second machine: its splits and merges, the keys of its answer, and its first walk.
 *
 * <p>Of a walk there are the four indices {@code pgd}, {@code pud}, {@code pmd} and {@code pte}; the {@code level} of
 * the last entry that was read, 4 to 1; the frame that this {@code entry} names, and those that {@code e4}, {@code e3},
 * {@code e2} and {@code e1} name, the entries read at these levels (0 where none was read); and either the
 * {@code frame} that was reached or the {@code error} code of the fault, the other one of the two being 0.
 */
public final class Sighting {
    private static final int INDEX_BITS = 9;

    private final PartRun after;
    private final List<String> keys = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();

    private Sighting(PartRun after) {
        this.after = after;
    }

    /** Carries {@code command} out on a copy of {@code run}; throws {@link TextFault} when it is none. */
    public static Sighting of(PartRun run, String name, String command) {
        Sighting seen = new Sighting(run.continued());
        Reply reply = seen.after.apply(named(name, command));
        seen.add("splits", seen.count(EventKind.SPLIT));
        seen.add("merges", seen.count(EventKind.MERGED));
        for (String word : reply.line().strip().split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                seen.add(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        seen.add("pfn", "none");
        seen.addWalk();
        return seen;
    }

    /** The machine after the command. */
    public PartRun after() {
        return after;
    }

    /** Adds what was seen to {@code values}, as a row. */
    public void into(Draws values, String name) {
        values.add(name, keys, texts);
    }

    /** Commands that give no result have no name. */
    private static Command named(String name, String command) {
        try {
            return PartRun.command(name + " = " + command, 1);
        } catch (TextFault unnamed) {
            return PartRun.command(command, 1);
        }
    }

    private String count(EventKind kind) {
        return Integer.toString(new RunScope(after).count(kind, (rule, pfn, order) -> true));
    }

    /** The first of its name counts. */
    private void add(String key, String text) {
        if (!keys.contains(key)) {
            keys.add(key);
            texts.add(text);
        }
    }

    private void add(String key, int number) {
        add(key, Integer.toString(number));
    }

    /** The entry read last before the first access ends, and how it ends. */
    private void addWalk() {
        EventLog log = after.log();
        int last = -1;
        int[] named = new int[PageTables.PGD + 1];
        for (int e = after.firstEvent(after.commands() - 1); e < log.size(); e++) {
            if (log.kind(e) == EventKind.WALKED.code()) {
                last = e;
                named[log.arg(e, 0) >>> INDEX_BITS] = Pte.pfn(log.arg(e, 2), log.arg(e, 3));
            }
            boolean reached = log.kind(e) == EventKind.TRANSLATED.code();
            if (last >= 0 && (reached || log.kind(e) == EventKind.FAULT.code())) {
                addIndices(log.arg(e, 2), log.arg(e, 3));
                add("level", log.arg(last, 0) >>> INDEX_BITS);
                add("entry", Pte.pfn(log.arg(last, 2), log.arg(last, 3)));
                for (int level = PageTables.PGD; level >= PageTables.PTE; level--) {
                    add("e" + level, named[level]);
                }
                add("frame", reached ? log.arg(e, 0) : 0);
                add("error", reached ? 0 : log.arg(e, 0));
                return;
            }
        }
    }

    private void addIndices(int hi, int lo) {
        add("pgd", PageTables.index(PageTables.PGD, hi, lo));
        add("pud", PageTables.index(PageTables.PUD, hi, lo));
        add("pmd", PageTables.index(PageTables.PMD, hi, lo));
        add("pte", PageTables.index(PageTables.PTE, hi, lo));
    }
}
