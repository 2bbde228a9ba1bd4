package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.model.PartSpec;

/** A step table as one makes it on paper: it shares no line with the engine's policies. */
final class PaperTable {
    private final List<Integer> pages;
    private final int frames;
    /** In order of arrival; for CLOCK by frame. */
    private final List<Integer> memory = new ArrayList<>();

    private final List<Integer> marked = new ArrayList<>();
    private int hand;

    private PaperTable(List<Integer> pages, int frames) {
        this.pages = pages;
        this.frames = frames;
    }

    static String of(List<Integer> pages, PartSpec.Trial trial) {
        PaperTable table = new PaperTable(pages, trial.frames());
        List<Integer> sorted = pages.stream().distinct().sorted().toList();
        table.hand = trial.policy().endsWith("hand=last") ? trial.frames() - 1 : 0;
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < pages.size(); at++) {
            int gone = table.step(trial.policy(), at);
            int cell = gone == HIT ? 1 : gone == NOBODY ? 2 : 3 + sorted.indexOf(gone);
            out.append(at == 0 ? "" : ",")
                    .append('s')
                    .append(at + 1)
                    .append(':')
                    .append(cell);
        }
        return out.toString();
    }

    private static final int HIT = -2;
    private static final int NOBODY = -1;

    private int step(String policy, int at) {
        Integer page = pages.get(at);
        boolean clock = policy.startsWith("clock");
        if (memory.contains(page)) {
            if (clock && !marked.contains(page)) {
                marked.add(page);
            }
            return HIT;
        }
        int gone = NOBODY;
        int place = memory.size();
        if (memory.size() == frames) {
            gone = clock ? sweep() : goes(policy, at);
            place = memory.indexOf(gone);
            memory.remove(place);
        }
        memory.add(clock ? place : memory.size(), page);
        marked.remove((Integer) gone);
        if (policy.contains("insert=1")) {
            marked.add(page);
        }
        return gone;
    }

    private int sweep() {
        while (marked.remove(memory.get(hand))) {
            hand = (hand + 1) % frames;
        }
        int gone = memory.get(hand);
        hand = (hand + 1) % frames;
        return gone;
    }

    private int goes(String policy, int at) {
        List<Integer> before = pages.subList(0, at);
        List<Integer> after = pages.subList(at, pages.size());
        int worst = memory.get(0);
        for (int page : memory) {
            boolean worse = switch (policy) {
                case "fifo" -> false;
                case "lru" -> before.lastIndexOf(page) < before.lastIndexOf(worst);
                case "opt" ->
                    far(after, page) > far(after, worst)
                            || far(after, page) == far(after, worst)
                                    && before.lastIndexOf(page) < before.lastIndexOf(worst);
                case "ostep-opt" -> far(after, page) >= far(after, worst);
                default -> throw new IllegalArgumentException(policy);
            };
            worst = worse ? page : worst;
        }
        return worst;
    }

    private static int far(List<Integer> after, int page) {
        int next = after.indexOf(page);
        return next < 0 ? Integer.MAX_VALUE : next;
    }
}
