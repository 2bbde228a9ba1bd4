package pagewalk.lab.content;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.trace.ClockPolicy;
import pagewalk.engine.trace.Mt19937;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.OstepPaging;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicyKind;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.PartSpec;

/**
 * What a replacement policy does with a short string of page numbers, step by step, as a table on paper has it: a hit,
 * a page that comes into a free frame, or one that takes the place of another. Steps count from 1.
 */
public final class StepTable {
    /** OSTEP's own optimum: of pages that are alike it drives out the last in its list. */
    private static final String OSTEP_OPT = "ostep-opt";

    private static final int HIT = 1;
    private static final int FREE = 2;

    private final List<Integer> pages;
    private final List<Integer> distinct;
    private final List<Step> steps = new ArrayList<>();
    private final Facts facts;
    private final Rule rule;

    /**
     * One reference.
     *
     * @param before the page in each frame before it, {@link Policy#NONE} in an empty one
     * @param clock the bits and the hand of CLOCK before it, else empty
     */
    private record Step(boolean hit, int victim, int[] before, int[] clock) {}

    /** What of the pages in memory decides which one goes. */
    private enum Facts {
        ARRIVAL,
        LAST_USE,
        NEXT_USE,
        BITS,
        NONE
    }

    private StepTable(List<Integer> pages, Facts facts, Rule rule) {
        this.pages = List.copyOf(pages);
        distinct = distinct(pages);
        this.facts = facts;
        this.rule = rule;
    }

    /** The pages of the string in ascending order, each once. */
    private static List<Integer> distinct(List<Integer> pages) {
        int[] sorted = ints(pages);
        Arrays.sort(sorted);
        List<Integer> distinct = new ArrayList<>();
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                distinct.add(sorted[i]);
            }
        }
        return distinct;
    }

    private static int[] ints(List<Integer> pages) {
        int[] string = new int[pages.size()];
        for (int i = 0; i < string.length; i++) {
            string[i] = pages.get(i);
        }
        return string;
    }

    /** Why a policy makes no table that somebody fills in by hand; null when it does. */
    public static @Nullable String fault(String policy) {
        if (policy.equals(OSTEP_OPT)) {
            return null;
        }
        return switch (PolicySpec.parse(policy)) {
            case PolicySpec.Result.Malformed bad -> bad.message();
            case PolicySpec.Result.Ok ok ->
                facts(ok.spec().kind()) == Facts.NONE
                        ? "a table is of FIFO, LRU, MRU, OPT, CLOCK or " + OSTEP_OPT + ", not of '" + policy + "'"
                        : null;
        };
    }

    /** Serves {@code pages}, small numbers, under a policy that there is. */
    public static StepTable of(PartSpec.Trial trial, List<Integer> pages) {
        if (trial.policy().equals(OSTEP_OPT)) {
            StepTable table = new StepTable(pages, Facts.NEXT_USE, Rule.POLICY_OSTEP_OPT);
            table.ostep(trial.frames());
            return table;
        }
        PolicySpec spec = ((PolicySpec.Result.Ok) PolicySpec.parse(trial.policy())).spec();
        StepTable table = new StepTable(pages, facts(spec.kind()), spec.rule());
        table.serve(spec.policy(trial.frames()));
        return table;
    }

    private static Facts facts(PolicyKind kind) {
        return switch (kind) {
            case FIFO -> Facts.ARRIVAL;
            case LRU, MRU -> Facts.LAST_USE;
            case OPT -> Facts.NEXT_USE;
            case CLOCK -> Facts.BITS;
            default -> Facts.NONE;
        };
    }

    private void serve(Policy policy) {
        References string = new References(pages.size());
        pages.forEach(page -> string.add(page, References.LOAD));
        new NextUses(pages.size()).fill(string);
        policy.room(string.pages());
        int[] frames = new int[policy.frames()];
        Arrays.fill(frames, Policy.NONE);
        for (int i = 0; i < string.size(); i++) {
            int[] before = frames.clone();
            int[] clock = policy instanceof ClockPolicy ring ? clock(ring) : new int[0];
            boolean hit = policy.reference(string.get(i), string.next(i));
            int victim = policy.victim();
            lay(frames, policy, pages.get(i));
            steps.add(new Step(hit, victim, before, clock));
        }
    }

    /** The bit of each frame, and behind them the hand. */
    private static int[] clock(ClockPolicy ring) {
        int[] clock = new int[ring.frames() + 1];
        for (int frame = 0; frame < ring.frames(); frame++) {
            clock[frame] = ring.count(frame);
        }
        clock[ring.frames()] = ring.hand();
        return clock;
    }

    /** What left makes room, and what came is laid into the first frame that is free. */
    private static void lay(int[] frames, Policy policy, int page) {
        int free = -1;
        for (int frame = frames.length - 1; frame >= 0; frame--) {
            if (frames[frame] == page) {
                return;
            }
            if (frames[frame] == Policy.NONE || !policy.holds(frames[frame])) {
                frames[frame] = Policy.NONE;
                free = frame;
            }
        }
        if (free >= 0 && policy.holds(page)) {
            frames[free] = page;
        }
    }

    private void ostep(int frames) {
        int[] string = ints(pages);
        OstepPaging paging = OstepPaging.of("OPT", frames, 1, new Mt19937(0), string);
        for (int i = 0; i < string.length; i++) {
            int[] before = paging.memory();
            paging.next();
            int victim = paging.hasReplaced() ? paging.replaced() : Policy.NONE;
            steps.add(new Step(paging.isHit(), victim, before, new int[0]));
        }
    }

    /** What may happen at a step, in words; an answer is a place in this list, counted from 1. */
    public List<String> words() {
        List<String> words = new ArrayList<>(List.of("hit", "miss, free frame"));
        distinct.forEach(page -> words.add("miss, page " + page + " goes"));
        return words;
    }

    /** What happens, as a place among the {@link #words}. */
    public int cell(int step) {
        Step at = steps.get(step - 1);
        return at.hit ? HIT : at.victim == Policy.NONE ? FREE : FREE + 1 + distinct.indexOf(at.victim);
    }

    /** All cells as an answer: {@code s1:2,s2:1}. */
    public Answer answer() {
        List<String> keys = new ArrayList<>();
        int[] cells = new int[steps.size()];
        for (int step = 1; step <= cells.length; step++) {
            keys.add(key(step));
            cells[step - 1] = cell(step);
        }
        return Answer.of(keys, cells);
    }

    /** The key of a step in an answer. */
    public static String key(int step) {
        return "s" + step;
    }

    public int size() {
        return steps.size();
    }

    public int misses() {
        int misses = 0;
        for (Step step : steps) {
            misses += step.hit ? 0 : 1;
        }
        return misses;
    }

    /** At how many steps of the same string the other policy does something else. */
    public int apart(StepTable other) {
        int apart = 0;
        for (int step = 1; step <= size(); step++) {
            apart += cell(step) == other.cell(step) ? 0 : 1;
        }
        return apart;
    }

    /** The rule that decides a step. */
    public Rule rule(int step) {
        if (cell(step) == FREE) {
            return Rule.POLICY_EMPTY_FRAME;
        }
        return rule == Rule.POLICY_OPT && cell(step) > FREE && neverAgain(step) > 1 ? Rule.POLICY_OPT_TIE : rule;
    }

    private int neverAgain(int step) {
        int never = 0;
        for (int page : steps.get(step - 1).before) {
            never += nextUse(page, step) == 0 ? 1 : 0;
        }
        return never;
    }

    /** What was in memory before a step, with what decides about it. */
    public String why(int step) {
        Step at = steps.get(step - 1);
        List<String> told = new ArrayList<>();
        for (int frame = 0; frame < at.before.length; frame++) {
            if (at.before[frame] != Policy.NONE) {
                told.add("page " + at.before[frame] + fact(at, frame, step));
            }
        }
        String memory = told.isEmpty() ? "nothing" : String.join(", ", told);
        boolean chosen = facts == Facts.BITS && cell(step) > FREE;
        String hand = chosen ? "; the hand stood at frame " + at.clock[at.clock.length - 1] : "";
        return "Step " + step + " asks for page " + pages.get(step - 1) + "; in memory was " + memory + hand + ".";
    }

    private String fact(Step at, int frame, int step) {
        int page = at.before[frame];
        return switch (facts) {
            case ARRIVAL -> " (since step " + arrival(page, step) + ")";
            case LAST_USE -> " (last used at step " + lastUse(page, step) + ")";
            case NEXT_USE -> {
                int next = nextUse(page, step);
                yield next == 0 ? " (never used again)" : " (next used at step " + next + ")";
            }
            case BITS -> " (frame " + frame + ", bit " + at.clock[frame] + ")";
            case NONE -> "";
        };
    }

    private int arrival(int page, int step) {
        int earlier = step - 1;
        while (pages.get(earlier - 1) != page || steps.get(earlier - 1).hit) {
            earlier--;
        }
        return earlier;
    }

    private int lastUse(int page, int step) {
        return pages.subList(0, step - 1).lastIndexOf(page) + 1;
    }

    /** The step at which a page is used again, 0 for never. */
    private int nextUse(int page, int step) {
        int next = pages.subList(step - 1, pages.size()).indexOf(page);
        return next < 0 ? 0 : next + step;
    }
}
