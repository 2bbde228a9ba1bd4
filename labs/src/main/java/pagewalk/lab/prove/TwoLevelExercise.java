package pagewalk.lab.prove;

import static pagewalk.lab.prove.OstepNumbers.hex;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Reply;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.segment.SegmentView;
import pagewalk.engine.segment.TwoLevelDraws;

/** The exercise on a page table of two levels, in a memory of 128 pages of 32 bytes. */
final class TwoLevelExercise implements TranslationReplay.Exercise {
    private static final int VALID = 0x80;
    private static final int PFN = 0x7f;

    private final TranslationReplay replay;
    private final OstepCommand options;

    TwoLevelExercise(TranslationReplay replay) {
        this.replay = replay;
        options = replay.options();
    }

    @Override
    public void run() {
        TwoLevelDraws draws = new TwoLevelDraws(Math.abs(options.large("-s")));
        int count = options.number("-n");
        int allocated = options.number("-a");
        replay.says("the settings", options.text("-s"), options.text("-a"), options.text("-n"));
        replay.run("seg_init scheme=two-level pdbr=" + draws.directory());
        for (int i = 0; i < allocated; i++) {
            if (!draws.nextPage()) {
                throw replay.fails("virtual page " + i);
            }
            String table = draws.table() < 0 ? "" : " table=" + draws.table();
            replay.run("seg_map vpn=" + draws.vpn() + " pfn=" + draws.pfn() + table);
            replay.run("seg_fill page=" + draws.pfn() + " bytes=" + digits(draws.contents()));
        }
        SegmentView view = replay.machine().segment();
        for (int page = 0; page < TwoLevelDraws.PAGES; page++) {
            byte[] bytes = new byte[TwoLevelDraws.PAGE];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) view.byteAt(page * bytes.length + i);
            }
            replay.says("page " + page, Integer.toString(page), digits(bytes));
        }
        replay.says("the directory", Integer.toString(draws.directory()));
        for (int i = 0; i < count; i++) {
            translate(draws.nextAddress(i));
        }
    }

    private static String digits(byte[] bytes) {
        StringBuilder digits = new StringBuilder();
        for (byte value : bytes) {
            digits.append(Character.forDigit(value >> 4 & 15, 16)).append(Character.forDigit(value & 15, 16));
        }
        return digits.toString();
    }

    private void translate(int va) {
        List<String> numbers = new ArrayList<>(List.of(hex(va)));
        Reply reply = replay.run("seg_translate addr=" + va);
        EventLog log = replay.log();
        for (int e = 0; replay.solved() && e < log.size(); e++) {
            if (log.kind(e) == EventKind.SEG_ENTRY.code()) {
                int index = log.arg(e, 1);
                int entry = log.arg(e, 2);
                int pfn = entry & PFN;
                numbers.addAll(List.of(hex(index), Integer.toString(index), hex(entry)));
                numbers.addAll(List.of((entry & VALID) == 0 ? "0" : "1", hex(pfn), Integer.toString(pfn)));
            }
        }
        if (replay.solved() && reply instanceof Reply.Translated translated) {
            numbers.add(hex(translated.pa()));
            numbers.add(hex(translated.value()));
        }
        replay.says("address " + hex(va), numbers);
    }
}
