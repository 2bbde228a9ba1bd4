package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A recording of processes that ran out of memory, cut into its scenarios and the kills of each. */
record OomRecording(List<Scenario> scenarios) {
    private static final Pattern HEAD =
            Pattern.compile("== scenario (\\S+): .*oom_kill_allocating_task=(\\d+) swap=.*");
    private static final Pattern STAMPED = Pattern.compile("\\[ *\\d{1,7}\\.\\d{6}\\] (.*)");
    private static final Pattern BEFORE =
            Pattern.compile("  before (\\S+) pid=(\\d+) oom_score_adj=(-?\\d+) oom_score=(\\d+) .*");
    private static final Pattern FATE = Pattern.compile("  (trigger dead|trigger alive|DEAD \\S+|survivor \\S+)");
    private static final Pattern INVOKED = Pattern.compile("  log: (\\S+) invoked oom-killer: .* order=(\\d+), .*");
    private static final Pattern PAGES = Pattern.compile("  log: (\\d+) pages (RAM|reserved)");
    private static final Pattern SWAP = Pattern.compile("  log: (?:Total swap = |Free swap  = -)(\\d+)kB");
    private static final Pattern ROW = Pattern.compile("  log: \\[ *(\\d+)\\] +(\\d+) +\\d+ +\\d+ +(\\d+) +\\d+ +\\d+"
            + " +\\d+ +(\\d+) +(\\d+) +(-?\\d+) (\\S+)");
    private static final Pattern KILLED =
            Pattern.compile("  log: (Out of memory.*): Killed process (\\d+) \\((\\S+)\\) .* oom_score_adj:(-?\\d+)");

    /** A process as the kernel's table has it: pages, bytes of page tables, pages in swap. */
    record Row(int pid, int uid, int rss, int tables, int swap, int adj, String name) {
        /** Pages that count for its points. */
        int pages() {
            return rss + swap;
        }
    }

    /** What a process was before the trigger began; the score is -1 where it is not told. */
    record Before(int line, int pid, int score) {}

    /** One kill: who asked, the table of that moment, and the victim as the log names it. */
    record Kill(int line, String asker, int order, int totalPages, int swapPages, List<Row> rows, String victim) {}

    /** A scenario, with the names of who was dead and alive at its end, and whether who asks takes swap away. */
    record Scenario(
            int line,
            String name,
            int allocating,
            boolean swapoff,
            List<Before> before,
            List<Kill> kills,
            List<String> fates) {}

    /** What was read of a kill so far. */
    private static final class Reading {
        String asker = "";
        int order;
        int ram;
        int reserved;
        int swap;
        List<Row> rows = new ArrayList<>();
    }

    static boolean isOne(String text) {
        return text.lines().anyMatch(line -> HEAD.matcher(line).matches()) || isKernelLog(text);
    }

    /** Whether it is nothing but the kernel's own log of a kill, below a comment that says how it came to that. */
    private static boolean isKernelLog(String text) {
        boolean killed = text.lines().anyMatch(line -> STAMPED.matcher(line).matches() && line.contains(": Killed "));
        return killed && text.startsWith("#");
    }

    /** Reads a recording; throws {@link RecordingFault} for a text that is none. */
    static OomRecording read(String text) {
        List<Scenario> scenarios = new ArrayList<>();
        Reading reading = new Reading();
        int number = 0;
        if (isKernelLog(text)) {
            boolean swapoff = text.lines().anyMatch(line -> line.startsWith("#") && line.contains(", swapoff "));
            scenarios.add(
                    new Scenario(1, "of the log", 0, swapoff, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
        }
        for (String recorded : text.lines().toList()) {
            number++;
            Matcher stamped = STAMPED.matcher(recorded);
            String line = stamped.matches() ? "  log: " + stamped.group(1) : recorded;
            Matcher head = HEAD.matcher(line);
            if (head.matches()) {
                int allocating = ProcessPlayer.number(head.group(2), number);
                scenarios.add(new Scenario(
                        number,
                        head.group(1),
                        allocating,
                        false,
                        new ArrayList<>(),
                        new ArrayList<>(),
                        new ArrayList<>()));
            } else if (!scenarios.isEmpty()) {
                line(line, number, scenarios.get(scenarios.size() - 1), reading);
                reading = KILLED.matcher(line).matches() ? new Reading() : reading;
            }
        }
        if (scenarios.isEmpty()) {
            throw new RecordingFault(1, "this is no recording of the OOM killer: there is no '== scenario' in it");
        }
        return new OomRecording(scenarios);
    }

    private static void line(String line, int number, Scenario scenario, Reading reading) {
        Matcher before = BEFORE.matcher(line);
        Matcher fate = FATE.matcher(line);
        if (before.matches() && scenario.fates().isEmpty()) {
            scenario.before().add(new Before(number, of(before, 2, number), of(before, 4, number)));
        } else if (fate.matches()) {
            scenario.fates().add(fate.group(1));
        } else if (line.startsWith("  log: ")) {
            log(line, number, scenario, reading);
        }
    }

    private static void log(String line, int number, Scenario scenario, Reading reading) {
        Matcher invoked = INVOKED.matcher(line);
        Matcher pages = PAGES.matcher(line);
        Matcher swap = SWAP.matcher(line);
        Matcher row = ROW.matcher(line);
        Matcher killed = KILLED.matcher(line);
        if (invoked.matches()) {
            reading.asker = invoked.group(1);
            reading.order = of(invoked, 2, number);
        } else if (pages.matches() && pages.group(2).equals("RAM")) {
            reading.ram = of(pages, 1, number);
        } else if (pages.matches()) {
            reading.reserved = of(pages, 1, number);
        } else if (swap.matches()) {
            // Swap that is being taken away counts for nothing and shows as a lack of free slots: what it still holds.
            reading.swap = Math.max(reading.swap, of(swap, 1, number) / 4);
        } else if (row.matches()) {
            reading.rows.add(new Row(
                    of(row, 1, number),
                    of(row, 2, number),
                    of(row, 3, number),
                    of(row, 4, number) / 4096,
                    of(row, 5, number),
                    signed(row.group(6), number),
                    row.group(7)));
        } else if (killed.matches()) {
            int total = reading.ram - reading.reserved + reading.swap;
            String victim = killed.group(1) + ": Killed process " + killed.group(2) + " (" + killed.group(3)
                    + ") oom_score_adj:" + killed.group(4);
            if (total < 1 || reading.rows.isEmpty()) {
                throw new RecordingFault(number, "a kill without the size of memory and a table before it");
            }
            scenario.kills()
                    .add(new Kill(number, reading.asker, reading.order, total, reading.swap, reading.rows, victim));
        }
    }

    private static int of(Matcher matcher, int group, int line) {
        return ProcessPlayer.number(matcher.group(group), line);
    }

    private static int signed(String word, int line) {
        return word.startsWith("-") ? -ProcessPlayer.number(word.substring(1), line) : ProcessPlayer.number(word, line);
    }
}
