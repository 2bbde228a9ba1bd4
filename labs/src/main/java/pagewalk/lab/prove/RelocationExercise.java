package pagewalk.lab.prove;

import static pagewalk.lab.prove.OstepNumbers.hex;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Reply;
import pagewalk.engine.segment.RelocationDraws;

/** The exercise on base and bounds. */
final class RelocationExercise implements TranslationReplay.Exercise {
    private final TranslationReplay replay;
    private final OstepCommand options;

    RelocationExercise(TranslationReplay replay) {
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
        if (psize <= 1 || asize == 0 || psize <= asize) {
            throw replay.fails("the sizes");
        }
        RelocationDraws draws = new RelocationDraws(seed, asize, psize, options.size("-l"), options.size("-b"));
        long limit = draws.limit();
        long base = draws.base();
        if (base < 0 || limit < 0) {
            throw replay.notModelled("a base of " + base + " and a limit of " + limit);
        }
        replay.run("seg_init scheme=base asize=" + asize + " psize=" + psize);
        replay.run("seg_set segment=0 base=" + base + " limit=" + limit);
        replay.says("the registers", hex(base), Long.toString(base), Long.toString(limit));
        if (base + limit > psize) {
            throw replay.fails("the registers", Long.toString(base + limit), Long.toString(psize));
        }
        for (int i = 0; i < count; i++) {
            translate(i, draws.nextAddress());
        }
    }

    private void translate(int i, long va) {
        List<String> numbers = new ArrayList<>(List.of(Integer.toString(i), hex(va), Long.toString(va)));
        Reply reply = replay.run("seg_translate addr=" + va);
        if (replay.solved() && reply instanceof Reply.Translated translated) {
            numbers.add(hex(translated.pa()));
            numbers.add(Long.toString(translated.pa()));
        }
        replay.says("address " + va, numbers);
    }
}
