package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;

/** Lab 10 worked out by the sentences of its README, without the engine; the answers are those that are right. */
class TwoProcessesOnPaperTest {
    private static final int SEEDS = 120;
    private static final Lab LAB = LabCatalogue.load(null).lab("10-two-processes-one-page");

    /** A page that somebody has: of a file, or anonymous. */
    private static final class Page {
        private final boolean anonymous;

        Page(boolean anonymous) {
            this.anonymous = anonymous;
        }
    }

    /** Which process has which page, and where it may write at once. */
    private static final class Paper {
        private static final int COPIED = 1;
        private static final int WRITABLE_AGAIN = 2;
        private static final int TOLD = 3;
        private static final int MAPPED = 4;
        private static final int NOTHING = 7;

        private final Map<String, Map<Integer, Page>> tables = new HashMap<>();
        private final Map<Integer, Page> cache = new HashMap<>();
        private final Set<String> writable = new HashSet<>();
        private boolean shared;

        Paper(List<String> start) {
            start.forEach(this::begin);
        }

        private void begin(String line) {
            PaperCall call = PaperCall.of(line);
            switch (call.verb()) {
                case "spawn" -> tables.put("p", new HashMap<>());
                case "mmap" -> {
                    shared = call.has("flags", "shared");
                    for (int page = 0; page < pages(call) && !call.get("file").isEmpty(); page++) {
                        cache.put(page, new Page(false));
                    }
                }
                case "fork" -> fork(call.get("pid"), line.substring(0, 1));
                case "load", "store" -> {
                    for (int page = place(call); page < place(call) + pages(call); page++) {
                        access(call.get("pid"), page, call.verb().equals("store"));
                    }
                }
                default -> assertEquals("creat", call.verb());
            }
        }

        private static int pages(PaperCall call) {
            String len = call.get("len");
            return len.isEmpty() ? 1 : Integer.parseInt(len.replace("K", "")) / 4;
        }

        private static int place(PaperCall call) {
            String behind = call.get("addr").replaceFirst("a\\+?", "");
            return behind.isEmpty() ? 0 : Integer.decode(behind) >> 12;
        }

        private void fork(String parent, String child) {
            Map<Integer, Page> all = tables.get(parent);
            boolean anonymous = all.values().stream().anyMatch(page -> page.anonymous);
            tables.put(child, anonymous ? new HashMap<>(all) : new HashMap<>());
            writable.removeIf(entry -> !shared && entry.startsWith(parent));
        }

        /** How many entries map a page. */
        int mapped(Page page) {
            return (int) tables.values().stream()
                    .flatMap(table -> table.values().stream())
                    .filter(page::equals)
                    .count();
        }

        Page at(String who, int page) {
            return tables.get(who).get(page);
        }

        boolean lives(String who) {
            return tables.containsKey(who);
        }

        int access(String who, int page, boolean store) {
            Map<Integer, Page> table = tables.get(who);
            Page had = table.get(page);
            if (!store) {
                cache.forEach(table::putIfAbsent);
                return had == null ? MAPPED : NOTHING;
            }
            if (!writable.add(who + page)) {
                return NOTHING;
            }
            if (shared) {
                table.putIfAbsent(page, cache.get(page));
                return TOLD;
            }
            if (had != null && had.anonymous && mapped(had) == 1) {
                return WRITABLE_AGAIN;
            }
            table.put(page, new Page(true));
            return COPIED;
        }

        /** Takes all entries of a process away; how many pages that frees. */
        int end(String who) {
            int freed = (int) tables.get(who).values().stream()
                    .filter(page -> page.anonymous && mapped(page) == 1)
                    .count();
            tables.remove(who);
            return freed;
        }

        int rss(String who) {
            return 4 * tables.get(who).size();
        }

        int pss(String who) {
            return tables.get(who).values().stream()
                    .mapToInt(page -> 4 / mapped(page))
                    .sum();
        }
    }

    private static String access(Paper paper, PaperCall call) {
        String who = call.get("pid");
        int page = Paper.place(call);
        int what = paper.access(who, page, call.verb().equals("store"));
        return "page:" + what + ",count:" + paper.mapped(paper.at(who, page));
    }

    private static String ended(int freed) {
        return "page:" + (freed > 0 ? 5 : 6) + ",count:" + freed;
    }

    private static boolean ends(PaperCall call) {
        return !call.verb().equals("load") && !call.verb().equals("store");
    }

    @Test
    void whoCopiesAndWhoseAreThePages() {
        everySeed("writes", (paper, call) -> {
            String first = ends(call) ? ended(paper.end(call.get("pid"))) : access(paper, call);
            return first + ",rss:" + paper.rss(paper.lives("c") ? "c" : "p") + ",pss:" + paper.pss("p");
        });
    }

    @Test
    void threeProcessesHaveOnePage() {
        everySeed("three", (paper, call) -> {
            int what;
            if (ends(call)) {
                what = paper.end(call.get("pid")) > 0 ? 3 : 4;
            } else {
                int done = paper.access(call.get("pid"), 0, call.verb().equals("store"));
                what = done == Paper.NOTHING ? 5 : done;
            }
            return "page:" + what + ",count:" + paper.mapped(paper.at("p", 0));
        });
    }

    /** What somebody answers to a question who has kept the paper up to then. */
    private interface Work {
        String answer(Paper paper, PaperCall call);
    }

    private static void everySeed(String part, Work work) {
        Set<List<String>> sheets = new HashSet<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = LAB.variant(VariantSeed.practice(Integer.toHexString(seed)));
            PartSpec spec = variant.part(part);
            assertNotNull(spec, part);
            Paper paper = new Paper(spec.setup().start());
            List<String> worked = new ArrayList<>();
            spec.asked().forEach(asked -> worked.add(work.answer(paper, PaperCall.of(asked.command()))));
            assertEquals(right(variant, part), worked, () -> part + " " + variant.drawsOf(part));
            sheets.add(worked);
        }
        assertTrue(sheets.size() > 30, part + " has only " + sheets.size() + " different sheets");
    }

    private static List<String> right(Variant variant, String part) {
        return variant.reference().lines().stream()
                .filter(line -> line instanceof JournalLine.Predict predict
                        && predict.part().equals(part))
                .map(line -> ((JournalLine.Predict) line).answer().text())
                .toList();
    }
}
