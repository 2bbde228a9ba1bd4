package pagewalk.engine.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A whole trace in memory, up to a limit: eight bytes a reference. One that grows beyond it is given up. */
public final class KeptTrace implements WholeTrace {
    private final int most;
    private final List<int[]> refs = new ArrayList<>();
    private final List<int[]> nexts = new ArrayList<>();
    private int total;
    private boolean whole = true;

    /** @param most references that are kept */
    public KeptTrace(int most) {
        this.most = most;
    }

    @Override
    public void add(References stretch) {
        if (whole && stretch.size() > most - total) {
            whole = false;
            refs.clear();
        }
        if (whole) {
            refs.add(Arrays.copyOf(stretch.refs, stretch.size()));
            total += stretch.size();
        }
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public void replay(Progress progress, TraceFeed.Use use) {
        int all = 2 * refs.size();
        int done = nexts.isEmpty() ? 0 : refs.size();
        References block = new References(TraceFeed.STRETCH);
        if (done == 0) {
            NextUses future = new NextUses(total);
            for (int number = refs.size() - 1; number >= 0; number--) {
                load(block, number);
                future.fill(block);
                nexts.add(Arrays.copyOf(block.next, block.size()));
                progress.at(++done, all);
            }
        }
        for (int number = 0; number < refs.size(); number++) {
            load(block, number);
            // They were worked out from the end to the beginning.
            System.arraycopy(nexts.get(refs.size() - 1 - number), 0, block.next, 0, block.size());
            use.take(block);
            progress.at(++done, all);
        }
    }

    private void load(References block, int number) {
        block.clear();
        for (int reference : refs.get(number)) {
            block.addPacked(reference);
        }
    }

    @Override
    public void close() {
        refs.clear();
        nexts.clear();
    }
}
