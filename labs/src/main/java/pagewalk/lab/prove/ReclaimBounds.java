package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.ConfigText;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.view.MemoryView;
import pagewalk.engine.view.ReclaimView;
import pagewalk.engine.zone.Watermarks;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays a recording beside which kswapd ran: when it got the processor is not recorded, so what is compared are laws
 * that hold whenever it did, of the recording and of the machine alike, and how far the two may be apart.
 *
 * <p>The machine has the recorded zones with as much free memory; kswapd works when a command that woke it is over.
 * {@code lab help prove} lists the laws.
 */
final class ReclaimBounds {
    private static final String CONFIG = "preset=linux frames=37755 watermarks=on reclaim=on min_free_kbytes=1492";
    /** Pages in two batches, of those that come to the lists and of those that leave. */
    private static final int BATCHES = 2 * 31;
    /** Most pages of one readahead from swap. */
    private static final int WINDOW = 8;
    /** Pages of a command: kswapd may work after each. */
    private static final int AT_ONCE = 16;

    private static final int MOST_EATEN = 1 << 20;

    private final ProcessPlayer player;
    private final ReclaimView reclaim;
    private final ReclaimRegions regions;
    private final Map<String, BitSet> touched = new HashMap<>();
    private final Tally recorded = new Tally();
    private final Tally ours = new Tally();
    /** How far free memory, and with it what was given up, may be apart: see {@link #room}. */
    private final int room;

    /** Pages that were touched for the first time, or read, since the counters were looked at first. */
    private int asked;
    /** What was asked for when kswapd scanned first, of the recording and of the machine; -1 for not yet. */
    private int wokeRecorded = -1;

    private int wokeOurs = -1;
    /** Pages that were free when the counters were looked at first. */
    private int begin;

    /** Our counters when they were looked at last. */
    private final Map<String, Integer> last = new HashMap<>();

    ReclaimBounds(List<String> settings) {
        player = new ProcessPlayer(config());
        player.run("spawn comm=lab", 1);
        player.run("swapon path=/dev/vdc size=256M rotational=on", 1);
        for (int i = 1; i <= 3; i++) {
            player.run("creat path=/mnt/f" + i + " size=32M", 1);
        }
        reclaim = Objects.requireNonNull(player.machine().processes().reclaim());
        regions = new ReclaimRegions(player, 1);
        room = room();
        for (String setting : settings) {
            player.run(setting, 1);
        }
    }

    private static MachineConfig config() {
        if (ConfigText.parse(CONFIG) instanceof ConfigText.Result.Ok ok) {
            return ok.config();
        }
        throw new IllegalStateException("PW-CHECK the machine can be described");
    }

    /** Whether kswapd ran beside this recording of touches and reads. */
    static boolean isOne(String text) {
        boolean kswapd = text.contains(" pgscan_kswapd+") && text.contains("\n> wm");
        return kswapd && !text.contains(" zswpout+") && !text.contains(" thp_");
    }

    /** Replays until the first law that does not hold; throws {@link RecordingFault} for a text that is none. */
    static Proof of(String text) {
        return of(text, List.of());
    }

    /** On a machine with other settings: for tests of the laws. */
    static Proof of(String text, List<String> settings) {
        ReclaimBounds bounds = new ReclaimBounds(settings);
        List<Step> steps = ProcessPlayer.read(text);
        bounds.eat(steps);
        for (int i = 0; i < steps.size(); i++) {
            String trouble = bounds.play(steps.get(i));
            if (!trouble.isEmpty()) {
                return new Proof(i, steps.size(), trouble);
            }
        }
        return new Proof(steps.size(), steps.size(), "", "as bounds: kswapd ran beside the program");
    }

    /**
     * Between a free memory of nothing and twice the highest high watermarks, boosts among them: kswapd begins below
     * low and stops at high, after a round that was after as many pages once more.
     */
    private int room() {
        int pages = 0;
        MemoryView memory = player.machine().memory();
        for (int zone = 0; zone < memory.zones(); zone++) {
            int high = memory.watermarks(zone).mark(Watermarks.HIGH);
            pages += memory.managed(zone) == 0 ? 0 : 2 * (high + Math.max(512, high * 3 / 2));
        }
        return pages;
    }

    /** Takes memory that the recorder's kernel and shell had, so that as much is free as was before the first step. */
    private void eat(List<Step> steps) {
        int free = 0;
        int taken = 0;
        boolean counts = false;
        for (Step step : steps) {
            counts |= step.op().equals("vs0");
            if (step.op().equals("vs")) {
                free -= delta(step, "nr_free_pages");
            }
            taken += counts ? 0 : pages(step);
            if (step.op().equals("wm")) {
                free += sum(step, "pages free");
                break;
            }
        }
        begin = free;
        touched.clear();
        int ourFree = player.machine().memory().freePages();
        for (int i = 0; i < ourFree - free - taken && i < MOST_EATEN; i++) {
            player.run("alloc_pages order=0 gfp=KERNEL", 1);
        }
    }

    /** Pages that a step takes: those it touches, or reads from a file, for the first time. */
    private int pages(Step step) {
        String[] words = step.words();
        boolean takes = words.length > 4 && (words[0].equals("t") || words[0].equals("rf"));
        return takes
                ? fresh(
                        words[1],
                        ProcessPlayer.number(words[2], step.line()),
                        ProcessPlayer.number(words[3], step.line()))
                : 0;
    }

    private static int sum(Step step, String name) {
        int sum = 0;
        for (String line : step.printed()) {
            sum += line.matches(name + " +[0-9]{1,9}")
                    ? ProcessPlayer.number(line.substring(name.length()).strip(), step.line())
                    : 0;
        }
        return sum;
    }

    private static int delta(Step step, String counter) {
        String line = " " + String.join(" ", step.printed()) + " ";
        int at = line.indexOf(" " + counter + "+");
        int sign = at < 0 ? -1 : 1;
        at = at < 0 ? line.indexOf(" " + counter + "-") : at;
        if (at < 0) {
            return 0;
        }
        return sign
                * ProcessPlayer.number(line.substring(at + counter.length() + 2).split(" ")[0], step.line());
    }

    private String play(Step step) {
        String[] words = step.words();
        return switch (words[0]) {
            case "map" -> {
                regions.map(words, step);
                yield "";
            }
            case "t" -> touch(words, step);
            case "rf" -> {
                read(words, step);
                yield "";
            }
            case "vs0" -> {
                count(null);
                recorded.all.clear();
                ours.all.clear();
                yield "";
            }
            case "vs" -> counters(step);
            case "wm" -> watermarks(step);
            case "sleep" -> {
                player.run("tick n=1", step.line());
                yield balanced(step);
            }
            case "mi", "pm", "pmf", "lru", "get", "smaps" -> "";
            default -> throw new RecordingFault(step.line(), "this operation is not known: " + step.op());
        };
    }

    private String broken(Step step, String law, String what) {
        return "differs at line " + step.line() + ", operation '" + step.op() + "': the bound '" + law
                + "' does not hold: " + what + player.why();
    }

    /** Law "faults": a first touch is a minor fault; of others, at most one for each page. */
    private String touch(String[] words, Step step) {
        if (words.length < 5) {
            throw new RecordingFault(step.line(), "this operation is not complete: " + step.op());
        }
        int from = ProcessPlayer.number(words[2], step.line());
        int count = ProcessPlayer.number(words[3], step.line());
        int fresh = fresh(words[1], from, count);
        int minor = 0;
        int major = 0;
        for (int i = from; i < from + count; i += AT_ONCE) {
            long len = (long) Math.min(AT_ONCE, from + count - i) << 12;
            String line = (words[4].equals("r") ? "load" : "store") + " pid=1 addr=0x"
                    + Long.toHexString(regions.at(words, step, i)) + " len=" + len;
            if (player.run(line, step.line()) instanceof Reply.Faulted faults) {
                minor += faults.minor();
                major += faults.major();
            }
        }
        asked += fresh;
        String said = step.printed().isEmpty()
                ? "minflt 0 majflt 0"
                : step.printed().get(0).strip();
        String got = "minflt " + minor + " majflt " + major;
        String[] numbers = said.split(" +");
        if (numbers.length < 4 || !numbers[0].equals("minflt")) {
            throw new RecordingFault(step.line(), "faults are missing");
        }
        int faults = ProcessPlayer.number(numbers[1], step.line()) + ProcessPlayer.number(numbers[3], step.line());
        boolean holds = fresh == count ? said.equals(got) : faults <= count && minor + major <= count;
        return holds ? "" : broken(step, "faults", "recorded " + said + ", here " + got);
    }

    private void read(String[] words, Step step) {
        if (words.length < 5) {
            throw new RecordingFault(step.line(), "this operation is not complete: " + step.op());
        }
        Files files = player.machine().processes().state().files();
        int file = files.byPath(words[1]);
        if (file == Files.NIL) {
            throw new RecordingFault(step.line(), "there is no file " + words[1]);
        }
        files.setReadTo(file, 0);
        int from = ProcessPlayer.number(words[2], step.line());
        int count = ProcessPlayer.number(words[3], step.line());
        for (int i = from; i < from + count; i += AT_ONCE) {
            long len = (long) Math.min(AT_ONCE, from + count - i) << 12;
            player.run(
                    "read pid=1 path=" + words[1] + " offset=" + ((long) i << 12) + " len=" + len
                            + (words[4].equals("r") ? " advice=random" : ""),
                    step.line());
        }
        asked += fresh(words[1], from, count);
    }

    /** How many of these pages are touched, or read, for the first time. */
    private int fresh(String where, int from, int count) {
        BitSet before = touched.computeIfAbsent(where, name -> new BitSet());
        int fresh = count - before.get(from, from + count).cardinality();
        before.set(from, from + count);
        return fresh;
    }

    /** Reads the counters of both. */
    private void count(@Nullable Step step) {
        recorded.now.clear();
        Map<String, Integer> values = new HashMap<>();
        for (Count counter : Count.values()) {
            values.put(counter.word(), reclaim.vec().stat.get(counter));
        }
        values.put("nr_inactive_anon", reclaim.vec().lists.size(LruLists.INACTIVE_ANON));
        values.put("nr_active_anon", reclaim.vec().lists.size(LruLists.ACTIVE_ANON));
        values.put("nr_swapcached", reclaim.swap().cached());
        values.put("nr_free_pages", player.machine().memory().freePages());
        for (Map.Entry<String, Integer> value : values.entrySet()) {
            ours.put(value.getKey(), value.getValue() - last.getOrDefault(value.getKey(), 0));
        }
        last.putAll(values);
        if (step == null) {
            return;
        }
        List<String> names = new ArrayList<>(values.keySet());
        names.add("nr_isolated_anon");
        names.add("nr_writeback");
        for (String name : names) {
            recorded.put(name, delta(step, name));
        }
    }

    private String counters(Step step) {
        count(step);
        wokeRecorded = wokeRecorded < 0 && recorded.now("pgscan_kswapd") > 0 ? asked : wokeRecorded;
        wokeOurs = wokeOurs < 0 && ours.now("pgscan_kswapd") > 0 ? asked : wokeOurs;
        String trouble = laws(step, "recorded", recorded);
        trouble = trouble.isEmpty() ? laws(step, "here", ours) : trouble;
        return trouble.isEmpty() ? apart(step) : trouble;
    }

    /** What holds of each by itself. */
    private String laws(Step step, String whose, Tally tally) {
        if (tally.scanned() != tally.now("pgscan_anon") + tally.now("pgscan_file")
                || tally.stolen() != tally.now("pgsteal_anon") + tally.now("pgsteal_file")
                || tally.stolen() > tally.scanned()) {
            return broken(step, "sums", whose + " " + tally.scanned() + " scanned, " + tally.stolen() + " given up");
        }
        int read = tally.now("pswpin");
        int major = tally.now("pgmajfault");
        if (read != major + tally.now("swap_ra") && major > 0 && read > 0 || read > WINDOW * major) {
            return broken(step, "readahead", whose + " " + read + " pages read in " + major + " major faults");
        }
        if (tally.now("workingset_refault_anon") != read
                || tally.now("workingset_activate_anon") > read
                || tally.now("workingset_activate_file") > tally.now("workingset_refault_file")) {
            return broken(step, "refaults", whose + " " + tally.now("workingset_refault_anon") + " of " + read);
        }
        int cached = tally.all("pswpout") - tally.all("pgsteal_anon") - tally.all("nr_swapcached");
        if (tally.all("pswpin") == 0 && (cached < -BATCHES || cached > BATCHES)) {
            return broken(step, "slots", whose + " " + cached + " pages written are neither cached nor given up");
        }
        int free = begin + tally.all("nr_free_pages");
        boolean plenty = free > room && free - tally.now("nr_free_pages") > room;
        return plenty && tally.scanned() > 0
                ? broken(step, "in need", whose + " " + tally.scanned() + " pages scanned while " + free + " were free")
                : "";
    }

    /** How far the two may be apart. */
    private String apart(Step step) {
        int mine = lost(ours);
        int theirs = lost(recorded);
        if (Math.abs(mine - theirs) > room) {
            return broken(step, "memory", "recorded " + theirs + " pages given up for good, here " + mine);
        }
        int grown = recorded.anonLists() + recorded.now("pgsteal_anon") - recorded.now("pswpin");
        int here = ours.anonLists() + ours.now("pgsteal_anon") - ours.now("pswpin");
        if (Math.abs(grown - here) > BATCHES) {
            return broken(step, "conservation", "recorded " + grown + " pages more, here " + here);
        }
        boolean late = wokeRecorded >= 0 && wokeOurs < 0 && asked - wokeRecorded > room;
        boolean soon = wokeOurs >= 0 && wokeRecorded < 0 && asked - wokeOurs > room;
        return late || soon
                ? broken(step, "wake-up", "recorded at " + wokeRecorded + " pages, here at " + wokeOurs)
                : "";
    }

    private static int lost(Tally tally) {
        return tally.all("pgsteal_anon")
                + tally.all("pgsteal_file")
                - tally.all("pswpin")
                - tally.all("workingset_refault_file");
    }

    /** Law "asleep": after a moment kswapd has a balanced node, unless it holds pages in its hands. */
    private String watermarks(Step step) {
        if (recorded.all("nr_isolated_anon") > 0) {
            return "";
        }
        int reserve = 0;
        int free = -1;
        boolean any = false;
        for (String line : step.printed()) {
            String[] words = line.split(" +");
            if (line.startsWith("pages free")) {
                free = ProcessPlayer.number(words[2], step.line());
                reserve = free;
            } else if (line.startsWith("high ") && free >= 0) {
                reserve = free - ProcessPlayer.number(words[1], step.line());
            } else if (line.startsWith("protection:") && free > 0) {
                // Of a request that may use DMA32, the zone behind DMA.
                any |= reserve > ProcessPlayer.number(words[2].replace(",", ""), step.line());
                free = -1;
            }
        }
        return any ? "" : broken(step, "asleep", "recorded no zone above its high watermark");
    }

    private String balanced(Step step) {
        boolean holds = reclaim.vmscan().isBalanced(0, 1) || reclaim.vmscan().failures() > 0;
        return holds ? "" : broken(step, "asleep", "here no zone is above its high watermark");
    }
}
