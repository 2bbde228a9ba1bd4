package pagewalk.lab.model;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.References;

/**
 * What a string of references comes to under each trial of a {@code build} part. Expressions speak of {@code length},
 * {@code distinct}, {@code first}, {@code last}, and of {@code NAME.misses} and {@code NAME.hits} of a trial.
 */
public final class BuildTrial implements Expr.Scope {
    private final PartSpec.Build part;
    private final List<Integer> pages;
    private final List<Integer> misses = new ArrayList<>();
    private final List<Rule> rules = new ArrayList<>();

    /** Tries {@code pages} out; what {@link #unfit} complains of is not tried. */
    public BuildTrial(PartSpec.Build part, List<Integer> pages) {
        this.part = part;
        this.pages = List.copyOf(pages);
        for (PartSpec.Trial trial : part.trials()) {
            PolicySpec spec = ((PolicySpec.Result.Ok) PolicySpec.parse(trial.policy())).spec();
            rules.add(spec.rule());
            misses.add(unfit() == null ? misses(spec.policy(trial.frames())) : 0);
        }
    }

    /** Why the input is not one that was asked for; null when it is. */
    public @Nullable String unfit() {
        PartSpec.Input asked = part.input();
        if (pages.isEmpty()) {
            return "Nothing was built.";
        }
        if (pages.size() < asked.from() || pages.size() > asked.to()) {
            return "The string has " + pages.size() + " references; " + asked.from() + " to " + asked.to()
                    + " are asked for.";
        }
        for (int page : pages) {
            if (page < 1 || page > asked.pages()) {
                return "Page " + page + " does not exist; there are pages 1 to " + asked.pages() + ".";
            }
        }
        return null;
    }

    private int misses(Policy policy) {
        References stretch = new References(pages.size());
        for (int page : pages) {
            stretch.add(page, References.LOAD);
        }
        new NextUses(pages.size()).fill(stretch);
        return policy.misses(stretch);
    }

    /** True when the input is fit and has the property. */
    public boolean has(Expr property) {
        return unfit() == null && property.holds(this);
    }

    /** Every trial's misses in words: {@code fifo with 3 frames: 9 misses}. */
    public String told() {
        StringBuilder told = new StringBuilder();
        for (int i = 0; i < misses.size(); i++) {
            PartSpec.Trial trial = part.trials().get(i);
            told.append(i == 0 ? "" : "; ").append(trial.name()).append(" (").append(trial.policy());
            told.append(", ").append(trial.frames()).append(" frames): ");
            told.append(misses.get(i)).append(" misses");
        }
        return told.append('.').toString();
    }

    /** The rule of the first trial's policy. */
    public Rule rule() {
        return rules.get(0);
    }

    @Override
    public int value(String name) {
        if (name.equals("length")) {
            return pages.size();
        }
        if ((name.equals("first") || name.equals("last")) && !pages.isEmpty()) {
            return pages.get(name.equals("first") ? 0 : pages.size() - 1);
        }
        if (name.equals("distinct")) {
            return distinct();
        }
        for (int i = 0; i < misses.size(); i++) {
            String trial = part.trials().get(i).name();
            if (name.equals(trial + ".misses")) {
                return misses.get(i);
            }
            if (name.equals(trial + ".hits")) {
                return pages.size() - misses.get(i);
            }
        }
        return ABSENT;
    }

    private int distinct() {
        int distinct = 0;
        for (int i = 0; i < pages.size(); i++) {
            int before = 0;
            while (before < i && (int) pages.get(before) != pages.get(i)) {
                before++;
            }
            distinct += before == i ? 1 : 0;
        }
        return distinct;
    }

    /** How often the trial with this number missed. */
    public int misses(int trial) {
        return misses.get(trial);
    }

    @Override
    public int call(Expr.Function function, String name, int number) {
        return ABSENT;
    }

    @Override
    public int count(pagewalk.engine.event.EventKind kind, Expr.Filter filter) {
        throw new TextFault(1, 1, "a property of a string has no events to count");
    }
}
