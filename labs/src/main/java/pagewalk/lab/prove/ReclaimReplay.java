package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import pagewalk.engine.Reply;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.lru.LruLists;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.view.ReclaimView;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays a recording of page-out, swap and reclaim: the script's calls on a machine that reclaims.
 *
 * <p>Compared are the order of the script's own pages on each list, faults, where pages are (pagemap, mincore), results
 * of calls, pages that each call of try_to_free_pages() freed, and of vmstat swap in and out, pages scanned, taken and
 * refaulted. At each dump of the lists the shell's pages are put where the recording has them, and costs and age as it
 * has them, so that every stretch between two dumps begins from the recorded state.
 */
final class ReclaimReplay {
    private static final int LAB = 1;
    private static final Count[] COMPARED = {
        Count.PSWPIN,
        Count.PSWPOUT,
        Count.PGSCAN_DIRECT,
        Count.PGSCAN_ANON,
        Count.PGSCAN_FILE,
        Count.PGSTEAL_DIRECT,
        Count.PGSTEAL_ANON,
        Count.PGSTEAL_FILE,
        Count.WORKINGSET_REFAULT_ANON,
        Count.WORKINGSET_REFAULT_FILE,
        Count.WORKINGSET_ACTIVATE_ANON,
        Count.WORKINGSET_ACTIVATE_FILE,
        Count.WORKINGSET_RESTORE_ANON,
        Count.WORKINGSET_RESTORE_FILE
    };

    private final ProcessPlayer player;
    private final ReclaimView reclaim;
    private final LruStart start;
    private final ReclaimRegions regions;
    private final Map<Count, Integer> before = new HashMap<>();
    private final List<String> freed = new ArrayList<>();
    private final List<Step> steps;
    /** Whether the script reclaims before the first dump, so that what it does to the lists is known from there on. */
    private final boolean beginsAtDump;
    /** Whether the shell's pages are where the recording has them. */
    private boolean arranged;

    private ReclaimReplay(String header, List<Step> steps) {
        this.steps = steps;
        player = ProcessPlayer.reclaiming();
        reclaim = view(player);
        regions = new ReclaimRegions(player, LAB);
        player.run("spawn comm=lab", 1);
        start = new LruStart(player, reclaim);
        beginsAtDump = beginsAtDump(steps);
        boolean quick = header.contains("-ssd ");
        player.run("swapon path=/dev/vdc size=256M" + (quick ? "" : " rotational=on"), 1);
        for (int i = 1; i <= 3; i++) {
            player.run("creat path=/mnt/f" + i + " size=32M", 1);
        }
    }

    private ReclaimReplay(ReclaimReplay other) {
        steps = other.steps;
        player = other.player.copy();
        reclaim = view(player);
        regions = other.regions.copy(player);
        start = other.start.copy(player, reclaim);
        before.putAll(other.before);
        freed.addAll(other.freed);
        beginsAtDump = other.beginsAtDump;
        arranged = other.arranged;
    }

    private static boolean beginsAtDump(List<Step> steps) {
        boolean reclaims = false;
        for (int i = 0; i < steps.size() && !steps.get(i).op().equals("lru"); i++) {
            reclaims |= calls(steps.get(i)) > 0;
        }
        return reclaims;
    }

    private static ReclaimView view(ProcessPlayer player) {
        return Objects.requireNonNull(player.machine().processes().reclaim());
    }

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        boolean classic = text.lines().anyMatch(line -> line.strip().startsWith("lru anon_cost"));
        return classic || text.lines().anyMatch(line -> line.matches("> adv [0-9]+ [0-9]+ [0-9]+ pageout"));
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        List<Step> steps = ProcessPlayer.read(text);
        return new DiskSearch(steps)
                .prove(new ReclaimReplay(text.lines().findFirst().orElse(""), steps));
    }

    /** Goes on from here on its own. */
    ReclaimReplay copy() {
        return new ReclaimReplay(this);
    }

    /** From now on the machine has a disk that takes as long as reclaim needs for so many pages. */
    void haveDisk(int delay) {
        reclaim.disk().setDelay(delay);
    }

    /** Carries a step out; how it differs, or empty. */
    String play(Step step) {
        String[] words = step.words();
        if (words.length < wordsOf(words[0])) {
            throw new RecordingFault(step.line(), "this operation is not complete: " + step.op());
        }
        return switch (words[0]) {
            case "map" -> {
                regions.map(words, step);
                yield "";
            }
            case "t" -> player.differs(step, "minflt", touch(words, step));
            case "adv" -> player.differs(step, "rc", advise(words, step));
            case "lock", "unlock" -> player.differs(step, "rc", lock(words, step));
            case "rf" -> readFile(words, step);
            case "wf" -> writeFile(words, step);
            case "rec" -> free(step);
            case "pm", "pmf" -> player.differs(step, "pages of region", regions.pagemap(words, step));
            case "mincore" -> player.differs(step, "resident:", regions.resident(words, step));
            case "lru" -> lists(step);
            case "vs0", "vs" -> counters(step, words[0].equals("vs"));
            case "put" -> put(words, step);
            case "swapoff" -> {
                player.run("swapoff path=" + words[1], step.line());
                yield "";
            }
            case "sleep" -> {
                player.run("tick n=1", step.line());
                yield "";
            }
            case "wm", "mi", "get", "smaps" -> "";
            default -> throw new RecordingFault(step.line(), "this operation is not known: " + step.op());
        };
    }

    /** How many words an operation has at least. */
    private static int wordsOf(String op) {
        return switch (op) {
            case "t", "adv", "rf" -> 5;
            case "map", "lock", "unlock", "wf" -> 4;
            case "put" -> 3;
            case "rec", "pm", "pmf", "mincore", "swapoff" -> 2;
            default -> 1;
        };
    }

    private String touch(String[] words, Step step) {
        boolean write = !words[4].equals("r");
        int from = ProcessPlayer.number(words[2], step.line());
        int count = ProcessPlayer.number(words[3], step.line());
        int stride = words.length > 5 ? ProcessPlayer.number(words[5], step.line()) : 1;
        int minor = 0;
        int major = 0;
        for (int i = 0; i < count; i += stride) {
            long at = regions.at(words, step, from + i);
            String line = (write ? "store" : "load") + " pid=1 addr=0x" + Long.toHexString(at) + " len=1";
            if (player.run(line, step.line()) instanceof Reply.Faulted faults) {
                minor += faults.minor();
                major += faults.major();
            }
        }
        return minor + major == 0 ? "" : "minflt " + minor + " majflt " + major;
    }

    private String advise(String[] words, Step step) {
        Reply reply = player.run("madvise pid=1" + range(words, step) + " advice=" + words[4], step.line());
        return failed(reply);
    }

    private String lock(String[] words, Step step) {
        String verb = words[0].equals("lock") ? "mlock" : "munlock";
        return failed(player.run(verb + " pid=1" + range(words, step), step.line()));
    }

    private static String failed(Reply reply) {
        return reply instanceof Reply.Refused refused
                ? "rc -1 errno " + (refused.refusal().errno().toString().equals("EINVAL") ? 22 : 12)
                : "";
    }

    private String range(String[] words, Step step) {
        long at = regions.at(words, step, ProcessPlayer.number(words[2], step.line()));
        return " addr=0x" + Long.toHexString(at) + " len=" + ((long) ProcessPlayer.number(words[3], step.line()) << 12);
    }

    private String readFile(String[] words, Step step) {
        int from = ProcessPlayer.number(words[2], step.line());
        int count = ProcessPlayer.number(words[3], step.line());
        Files files = player.machine().processes().state().files();
        int file = files.byPath(words[1]);
        if (file == Files.NIL) {
            throw new RecordingFault(step.line(), "there is no file " + words[1]);
        }
        // The recorder opens the file anew for each of its commands.
        files.setReadTo(file, 0);
        for (int i = from; i < from + count; i++) {
            player.run(
                    "read pid=1 path=" + words[1] + " offset=" + ((long) i << 12) + " len=4096"
                            + (words[4].equals("r") ? " advice=random" : ""),
                    step.line());
        }
        return "";
    }

    /** A file that the script makes and writes, page by page. */
    private String writeFile(String[] words, Step step) {
        int from = ProcessPlayer.number(words[2], step.line());
        int count = ProcessPlayer.number(words[3], step.line());
        if (player.machine().processes().state().files().byPath(words[1]) == Files.NIL) {
            player.run("creat path=" + words[1] + " size=" + ((long) (from + count) << 12), step.line());
        }
        for (int i = from; i < from + count; i++) {
            player.run("write pid=1 path=" + words[1] + " offset=" + ((long) i << 12) + " len=4096", step.line());
        }
        return "";
    }

    private String free(Step step) {
        if (beginsAtDump && !arranged) {
            return "";
        }
        for (int call = calls(step); call > 0; call--) {
            freeOnce(step);
        }
        arrive();
        return "";
    }

    /** How often a step reclaims. */
    static int calls(Step step) {
        String[] words = step.words();
        return words[0].equals("rec") && words.length > 1 ? ProcessPlayer.number(words[1], step.line()) : 0;
    }

    /** Reclaims once; pages that were sent may be under way still; returns how many were freed, as recordings say. */
    String freeOnce(Step step) {
        reclaim.disk().setLingers(true);
        Reply reply = player.run("try_to_free_pages n=1", step.line());
        String pages = "try_to_free_pages -> " + ((Reply.Setting) reply).value();
        freed.add(pages);
        return pages;
    }

    /** The calls of a step are over, and what was sent arrives. */
    void arrive() {
        reclaim.disk().setLingers(false);
        reclaim.disk().arriveAtEnd();
    }

    /** Everything that the machine did so far, as one number. */
    String digest() {
        return player.machine().digest().toString();
    }

    private String put(String[] words, Step step) {
        if (words[1].endsWith("/vm/swappiness")) {
            player.run("sysctl vm.swappiness=" + ProcessPlayer.number(words[2], step.line()), step.line());
        }
        return "";
    }

    private String counters(Step step, boolean compared) {
        reclaim.vec().lists.settle();
        String line = " " + (step.printed().isEmpty() ? "" : step.printed().get(0)) + " ";
        StringBuilder expected = new StringBuilder();
        StringBuilder got = new StringBuilder();
        for (Count count : COMPARED) {
            int now = reclaim.vec().stat.get(count);
            int delta = now - before.getOrDefault(count, 0);
            before.put(count, now);
            int at = line.indexOf(" " + count.word() + "+");
            String recorded = at < 0
                    ? "0"
                    : line.substring(at + count.word().length() + 2).split(" ")[0];
            if (compared && arranged && !recorded.equals(Integer.toString(delta))) {
                expected.append(expected.isEmpty() ? "" : " ")
                        .append(count.word())
                        .append('+')
                        .append(recorded);
                got.append(got.isEmpty() ? "" : " ")
                        .append(count.word())
                        .append('+')
                        .append(delta);
            }
        }
        return expected.isEmpty() ? "" : player.difference(step, expected.toString(), got.toString());
    }

    private String lists(Step step) {
        reclaim.vec().batches.drain();
        String trouble = freedDiffer(step);
        List<List<LruItem>> recorded = new ArrayList<>();
        List<List<Integer>> own = new ArrayList<>();
        Map<Integer, String> names = regions.names(reclaim.swap());
        Map<String, Integer> frames = new HashMap<>();
        names.forEach((pfn, name) -> frames.put(name, pfn));
        for (int list = 0; list < LruDump.LISTS.length; list++) {
            List<LruItem> items = LruDump.items(step, list);
            List<String> expected = new ArrayList<>();
            List<Integer> pfns = new ArrayList<>();
            for (LruItem item : items) {
                String name = regions.name(item, reclaim.swap());
                pfns.add(name.isEmpty() ? null : frames.get(name));
                if (!name.isEmpty()) {
                    expected.add(name);
                }
            }
            List<String> got = new ArrayList<>();
            for (int pfn = reclaim.vec().lists.head(list);
                    pfn != LruLists.NIL;
                    pfn = reclaim.vec().lists.older(pfn)) {
                if (names.containsKey(pfn)) {
                    got.add(names.get(pfn));
                }
            }
            boolean known = arranged || !beginsAtDump;
            if (trouble.isEmpty() && known && !expected.equals(got)) {
                trouble = player.difference(
                        step, LruDump.LISTS[list] + " " + LruDump.shown(expected, got), LruDump.shown(got, expected));
            }
            recorded.add(items);
            own.add(pfns);
        }
        if (trouble.isEmpty()) {
            if (beginsAtDump && !arranged) {
                Set<Integer> gone = new HashSet<>(names.keySet());
                own.forEach(gone::removeAll);
                LruDump.balance(step, reclaim.vec());
                start.giveUp(gone);
            }
            arranged = true;
            start.arrange(recorded, own, flushes(step));
            LruDump.balance(step, reclaim.vec());
        }
        return trouble;
    }

    /** Whether a dirty page of a file is written before the next dump: the lists do not tell it of the disk's own. */
    private boolean flushes(Step step) {
        for (int i = steps.indexOf(step) + 1;
                i < steps.size() && !steps.get(i).op().equals("lru");
                i++) {
            boolean written = steps.get(i).printed().stream().anyMatch(line -> line.contains(" nr_dirty-"));
            if (written) {
                return true;
            }
        }
        return false;
    }

    private String freedDiffer(Step step) {
        List<String> expected = new ArrayList<>();
        for (String line : step.printed()) {
            if (line.startsWith("try_to_free_pages")) {
                expected.add(line);
            }
        }
        String was = String.join(", ", expected);
        String is = String.join(", ", freed.subList(Math.max(0, freed.size() - expected.size()), freed.size()));
        freed.clear();
        return was.equals(is) || !arranged ? "" : player.difference(step, was, is);
    }
}
