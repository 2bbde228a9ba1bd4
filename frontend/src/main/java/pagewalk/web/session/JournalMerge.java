package pagewalk.web.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.TextFault;

/**
 * Two pages wrote on from the same journal: their lines stay, and mine become branches beside them.
 *
 * <p>Branch numbers count lines of a part in order of appearance, so mine are renumbered behind theirs.
 */
public final class JournalMerge {
    private final String firstPart;
    private final List<PartState> parts = new ArrayList<>();

    private JournalMerge(String firstPart) {
        this.firstPart = firstPart;
    }

    /**
     * My lines, rewritten so that they can stand after theirs.
     *
     * @param firstPart the part of lines before any {@code part} line
     * @param common what both have
     * @param theirs what was stored after it
     * @param mine what I wrote after it
     */
    public static List<String> rebase(String firstPart, List<String> common, List<String> theirs, List<String> mine) {
        JournalMerge merge = new JournalMerge(firstPart);
        String commonPart = merge.count(common, firstPart, false);
        String theirPart = merge.count(theirs, commonPart, true);
        return merge.rewrite(mine, commonPart, theirPart);
    }

    /** How many lines two lists have in common at their beginning. */
    public static int shared(List<String> theirs, List<String> mine) {
        int most = Math.min(theirs.size(), mine.size());
        int count = 0;
        while (count < most && theirs.get(count).equals(mine.get(count))) {
            count++;
        }
        return count;
    }

    /** Follows the branches of recorded lines; returns the part after them. */
    private String count(List<String> lines, String from, boolean theirs) {
        String part = from;
        for (String text : lines) {
            JournalLine line = parse(text);
            part = line instanceof JournalLine.Part named ? named.name() : part;
            PartState state = state(part);
            if (!theirs) {
                state.common(line);
            } else if (line instanceof JournalLine.Branch) {
                state.touched = true;
                state.branches++;
            } else if (line instanceof JournalLine.Issue) {
                state.touched = true;
            }
        }
        return part;
    }

    private List<String> rewrite(List<String> mine, String commonPart, String theirPart) {
        List<String> out = new ArrayList<>();
        String part = commonPart;
        String written = theirPart;
        for (String text : mine) {
            JournalLine line = parse(text);
            if (line instanceof JournalLine.Part named) {
                part = named.name();
                continue;
            }
            if (!written.equals(part)) {
                out.add(new JournalLine.Part(part).text());
                written = part;
            }
            state(part).rewrite(line, text, out);
        }
        return out;
    }

    private PartState state(String name) {
        String part = name.isEmpty() ? firstPart : name;
        for (PartState state : parts) {
            if (state.name.equals(part)) {
                return state;
            }
        }
        PartState state = new PartState(part);
        parts.add(state);
        return state;
    }

    private static @Nullable JournalLine parse(String text) {
        try {
            return JournalLine.parse(text, "");
        } catch (TextFault fault) {
            return null;
        }
    }

    /** The branches of one part on both sides. */
    private static final class PartState {
        final String name;
        /** Length of each of the common branches. */
        final List<Integer> lengths = new ArrayList<>(List.of(0));
        /** New number of each of my branches; place 0 is branch 1. */
        final List<Integer> renumbered = new ArrayList<>(List.of(1));

        int current = 1;
        int branches = 1;
        boolean touched;
        boolean forked;

        PartState(String name) {
            this.name = name;
        }

        void common(@Nullable JournalLine line) {
            if (line instanceof JournalLine.Branch branch) {
                lengths.add(branch.at());
                branches++;
                renumbered.add(branches);
                current = branches;
            } else if (line instanceof JournalLine.Issue) {
                lengths.set(current - 1, lengths.get(current - 1) + 1);
            }
        }

        void rewrite(@Nullable JournalLine line, String text, List<String> out) {
            if (line instanceof JournalLine.Branch branch) {
                int of = branch.of() == 0 ? current : branch.of();
                branches++;
                renumbered.add(branches);
                out.add(new JournalLine.Branch(branch.at(), renumbered.get(of - 1)).text());
                current = renumbered.size();
                forked = true;
                return;
            }
            if (line instanceof JournalLine.Issue && touched && !forked) {
                branches++;
                out.add(new JournalLine.Branch(lengths.get(current - 1), current).text());
                renumbered.set(current - 1, branches);
                forked = true;
            }
            out.add(text);
        }
    }
}
