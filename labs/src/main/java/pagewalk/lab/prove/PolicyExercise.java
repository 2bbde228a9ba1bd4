package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.trace.OstepPaging;

/** The exercise on replacement policies. */
final class PolicyExercise implements TranslationReplay.Exercise {
    private final TranslationReplay replay;
    private final OstepCommand options;

    PolicyExercise(TranslationReplay replay) {
        this.replay = replay;
        options = replay.options();
    }

    @Override
    public void run() {
        OstepPages pages = OstepPages.of(options);
        int frames = options.number("-C");
        int bits = options.number("-b");
        String policy = options.text("-p");
        List<String> settings = new ArrayList<>(List.of(options.text("-a").split("\\s*,\\s*", -1)));
        for (String letter : List.of("-n", "-b", "-C", "-m", "-s")) {
            settings.add(Integer.toString(options.number(letter)));
        }
        replay.says("the settings", settings);
        if (!replay.solved()) {
            questions(pages, frames);
            return;
        }
        Rule rule = OstepPaging.rule(policy);
        if (rule == null || frames == 0 && pages.references().length > 0) {
            throw replay.fails("policy " + policy + " with " + frames + " frames");
        }
        replay.decidedBy(rule);
        OstepPaging paging = OstepPaging.of(policy, frames == 0 ? 1 : frames, bits, pages.random(), pages.references());
        answers(paging, options.has("-N"));
        if (pages.references().length == 0) {
            throw replay.fails("the hit rate of nothing");
        }
        replay.says(
                "the statistics",
                Integer.toString(paging.hits()),
                Integer.toString(paging.misses()),
                OstepNumbers.percent(paging.hits(), pages.references().length, 2));
    }

    private void questions(OstepPages pages, int frames) {
        replay.says("the size of memory", Integer.toString(frames));
        for (int page : pages.references()) {
            replay.says("reference to " + page, Integer.toString(page));
        }
    }

    private void answers(OstepPaging paging, boolean silent) {
        while (paging.next()) {
            if (silent) {
                continue;
            }
            List<String> numbers = new ArrayList<>();
            numbers.add(Integer.toString(paging.page()));
            for (int page : paging.memory()) {
                numbers.add(Integer.toString(page));
            }
            if (paging.hasReplaced()) {
                numbers.add(Integer.toString(paging.replaced()));
            }
            numbers.add(Integer.toString(paging.hits()));
            numbers.add(Integer.toString(paging.misses()));
            replay.says("reference " + (paging.hits() + paging.misses()) + " to " + paging.page(), numbers);
        }
    }
}
