package pagewalk.lab.prove;

import static pagewalk.lab.prove.OstepNumbers.hex;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Reply;
import pagewalk.engine.segment.LinearDraws;

/** The exercise on one linear page table. */
final class LinearExercise implements TranslationReplay.Exercise {
    private static final long TOO_LARGE = 1L << 30;

    private final TranslationReplay replay;
    private final OstepCommand options;

    LinearExercise(TranslationReplay replay) {
        this.replay = replay;
        options = replay.options();
    }

    @Override
    public void run() {
        long asize = options.size("-a");
        long psize = options.size("-p");
        long page = options.size("-P");
        long seed = Math.abs(options.large("-s"));
        int count = options.number("-n");
        int used = options.number("-u");
        boolean given = !options.text("-A").equals("-1");
        List<String> settings = new ArrayList<>(
                List.of(options.text("-s"), options.text("-a"), options.text("-p"), options.text("-P")));
        settings.addAll(List.of(options.text("-A").split(",", -1)));
        replay.says("the settings", settings);
        check(asize, psize, page);
        LinearDraws draws = new LinearDraws(seed, asize, (int) (psize / page), used);
        replay.run("seg_init scheme=linear asize=" + asize + " psize=" + psize + " page=" + page);
        int pages = (int) (asize / page);
        for (int vpn = 0; vpn < pages; vpn++) {
            int drawn = draws.nextFrame();
            if (drawn >= 0) {
                replay.run("seg_map vpn=" + vpn + " pfn=" + drawn);
            }
            int pfn = replay.machine().segment().pfn(vpn);
            String entry = hex(pfn < 0 ? 0 : 0x8000_0000L | pfn);
            replay.says("entry " + vpn, options.has("-v") ? List.of(Integer.toString(vpn), entry) : List.of(entry));
        }
        List<Long> addresses = new ArrayList<>(given ? replay.listed() : List.of());
        for (int i = 0; !given && i < count; i++) {
            addresses.add(draws.nextAddress());
        }
        for (long va : addresses) {
            translate(va, asize, page);
        }
    }

    /** In the exercise's own order, since the first fault ends it. */
    private void check(long asize, long psize, long page) {
        if (psize <= 1 || asize < 1 || psize <= asize) {
            throw replay.fails("the sizes");
        }
        if (psize >= TOO_LARGE || asize >= TOO_LARGE) {
            // The largest size is in the message: 1 GB.
            throw replay.fails("the sizes", "1");
        }
        boolean even = page > 0 && asize % page == 0 && psize % page == 0;
        if (!even || Long.bitCount(asize) != 1 || Long.bitCount(page) != 1) {
            throw replay.fails("the page");
        }
    }

    private void translate(long va, long asize, long page) {
        List<String> numbers = new ArrayList<>(List.of(hex(va), Long.toString(va)));
        if (!replay.solved()) {
            replay.says("address " + va, numbers);
            return;
        }
        if (va < 0 || va >= asize) {
            throw replay.fails("address " + va);
        }
        Reply reply = replay.run("seg_translate addr=" + va);
        if (reply instanceof Reply.Translated translated) {
            numbers.add(hex(translated.pa()));
            numbers.add(Long.toString(translated.pa()));
        }
        numbers.add(Long.toString(va / page));
        replay.says("address " + va, numbers);
    }
}
