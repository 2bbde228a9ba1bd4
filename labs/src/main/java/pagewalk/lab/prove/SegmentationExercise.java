package pagewalk.lab.prove;

import static pagewalk.lab.prove.OstepNumbers.hex;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Reply;
import pagewalk.engine.segment.SegmentationDraws;

/** The exercise on two segments, the second of which grows downwards. */
final class SegmentationExercise implements TranslationReplay.Exercise {
    private final TranslationReplay replay;
    private final OstepCommand options;

    SegmentationExercise(TranslationReplay replay) {
        this.replay = replay;
        options = replay.options();
    }

    @Override
    public void run() {
        long asize = options.size("-a");
        long psize = options.size("-p");
        long seed = Math.abs(options.large("-s"));
        int count = options.number("-n");
        replay.says("the settings", options.text("-s"), options.text("-a"), options.text("-p"));
        boolean drawn = options.size("-b") == SegmentationDraws.DRAW || options.size("-B") == SegmentationDraws.DRAW;
        if (psize <= 4 || asize == 0 || psize <= asize || drawn && psize <= 2 * asize) {
            throw replay.fails("the sizes");
        }
        SegmentationDraws draws = new SegmentationDraws(
                seed, asize, psize, new long[] {options.size("-l"), options.size("-L")}, new long[] {
                    options.size("-b"), options.size("-B")
                });
        boolean outside = psize < draws.base(0) + draws.limit(0) - 1 || psize < draws.base(1) - draws.limit(1);
        if (outside || 2 * draws.limit(0) > asize || 2 * draws.limit(1) > asize) {
            throw replay.fails("the registers");
        }
        begin(draws, asize, psize);
        boolean given = !options.text("-A").equals("-1");
        List<Long> listed = given ? replay.listed() : List.of();
        List<Long> addresses = new ArrayList<>(listed);
        for (int i = 0; !given && i < count; i++) {
            addresses.add(draws.nextAddress());
        }
        for (int i = 0; i < addresses.size(); i++) {
            long va = addresses.get(i);
            if (va < 0 || va >= asize) {
                throw replay.fails("address " + va, Long.toString(va), Long.toString(asize));
            }
            translate(i, va);
        }
    }

    private void begin(SegmentationDraws draws, long asize, long psize) {
        replay.run("seg_init scheme=segments asize=" + asize + " psize=" + psize);
        List<String> numbers = new ArrayList<>();
        for (int segment = 0; segment < 2; segment++) {
            long base = draws.base(segment);
            long limit = draws.limit(segment);
            if (base < 0 || limit < 0) {
                throw replay.notModelled("a base of " + base + " and a limit of " + limit);
            }
            replay.run("seg_set segment=" + segment + " base=" + base + " limit=" + limit);
            String which = Integer.toString(segment);
            numbers.addAll(List.of(which, hex(base), Long.toString(base), which, Long.toString(limit)));
        }
        replay.says("the registers", numbers);
        long low = draws.base(1) - draws.limit(1);
        if (draws.base(0) + draws.limit(0) > low && low > draws.base(0)) {
            throw replay.fails("the registers");
        }
    }

    private void translate(int i, long va) {
        List<String> numbers = new ArrayList<>(List.of(Integer.toString(i), hex(va), Long.toString(va)));
        Reply reply = replay.run("seg_translate addr=" + va);
        if (replay.solved() && reply instanceof Reply.Violation violation) {
            numbers.add(Integer.toString(violation.segment()));
        }
        if (replay.solved() && reply instanceof Reply.Translated translated) {
            numbers.add(Integer.toString(replay.segment()));
            numbers.add(hex(translated.pa()));
            numbers.add(Long.toString(translated.pa()));
        }
        replay.says("address " + va, numbers);
    }
}
