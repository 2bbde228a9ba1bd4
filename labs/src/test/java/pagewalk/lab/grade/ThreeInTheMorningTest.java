package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Reply;
import pagewalk.engine.event.EventKind;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantJson;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;

/** Points of lab 15 are those of a kill that really happens, and its log says all that the last part asks. */
class ThreeInTheMorningTest {
    private static final int SEEDS = 100;
    private static final Pattern ROW = Pattern.compile(
            "\\[ *(\\d+)] +\\d+ +\\d+ +(\\d+) +(\\d+) +\\d+ +\\d+ +\\d+ +(\\d+) +(\\d+) +(-?\\d+) (\\w+)");

    private final Set<String> reasons = new HashSet<>();

    /** A line of the log's table, with the points that its numbers make. */
    private record Row(int pid, int mapped, int rss, int points, int adj, String name) {
        static Row of(Matcher row, int total) {
            int adj = Integer.parseInt(row.group(6));
            int rss = Integer.parseInt(row.group(3));
            int pages = rss + Integer.parseInt(row.group(4)) / 4096 + Integer.parseInt(row.group(5));
            int mapped = Integer.parseInt(row.group(2));
            return new Row(
                    Integer.parseInt(row.group(1)), mapped, rss, pages + adj * (total / 1000), adj, row.group(7));
        }
    }

    private final Lab lab = lab();

    private static Lab lab() {
        Lab lab = LabCatalogue.shippedLab("15-three-in-the-morning");
        assertNotNull(lab);
        return lab;
    }

    private static PartSpec part(Variant variant, String name) {
        PartSpec part = variant.part(name);
        assertNotNull(part);
        return part;
    }

    /** The solution's answers to a part, in the order of its questions. */
    private static List<String> answers(Variant variant, String part) {
        List<String> answers = new ArrayList<>();
        for (JournalLine line : variant.reference().lines()) {
            if (line instanceof JournalLine.Predict predict && predict.part().equals(part)) {
                answers.add(predict.answer().text());
            }
        }
        return answers;
    }

    @Test
    void pointsAreThoseOfAKillAndTheLogHasEveryAnswer() {
        for (int seed = 1; seed <= SEEDS; seed++) {
            Variant variant = lab.variant(VariantSeed.practice(Integer.toHexString(seed)));
            String points = answers(variant, "culprit").get(1).replaceFirst(".*points:", "");
            assertEquals(pointsOfAKill(part(variant, "culprit")), points, variant.drawsOf("culprit"));
            PartRun run = PartRun.begin(part(variant, "log").setup());
            Reply reply = run.apply(PartRun.command("run program=dmesg", 1));
            String log = ((Reply.FileText) reply).body();
            assertEquals(read(log, 2048), answers(variant, "log"), log);
        }
        assertEquals(Set.of("why:1", "why:2", "why:3"), reasons);
    }

    /** What the kernel finds for the process that is asked for, when somebody takes all that is left. */
    private static String pointsOfAKill(PartSpec part) {
        Matcher asked = Pattern.compile("Points of process (\\d)")
                .matcher(part.asked().get(1).fields().get(1).label());
        assertTrue(asked.find());
        int pid = Integer.parseInt(asked.group(1));
        PartRun run = PartRun.begin(part.setup());
        int before = run.log().size();
        run.apply(PartRun.command("hog = spawn comm=hog", 1));
        run.apply(PartRun.command("all = mmap pid=hog len=32M prot=rw flags=private,anon,noreserve", 2));
        run.apply(PartRun.command("store pid=hog addr=all len=32M", 3));
        for (int e = before; e < run.log().size(); e++) {
            if (run.log().kind(e) == EventKind.OOM_LOOKED.code() && run.log().arg(e, 0) == pid) {
                return Integer.toString(run.log().arg(e, 1));
            }
        }
        return "no kill";
    }

    @Test
    void aBrowserGetsTheLog() {
        String json = VariantJson.forBrowser(lab.variant(VariantSeed.practice("1")), Mode.PRACTICE, Commits.NONE);
        assertTrue(json.contains("/var/log/kern.log"));
        assertTrue(json.contains("invoked oom-killer: gfp_mask="), json);
    }

    /** The answers, out of the first line and the table of the log. */
    private List<String> read(String log, int total) {
        String asker = log.substring(0, log.indexOf(' '));
        List<Row> rows = new ArrayList<>();
        Matcher row = ROW.matcher(log);
        while (row.find()) {
            rows.add(Row.of(row, total));
        }
        assertEquals(3, rows.size(), log);
        Row worst = rows.getLast();
        Row largest = rows.getLast();
        Row asked = rows.getLast();
        for (Row one : rows) {
            worst = one.adj > -1000 && (worst.adj == -1000 || one.points > worst.points) ? one : worst;
            largest = one.rss > largest.rss ? one : largest;
            asked = one.name.equals(asker) ? one : asked;
        }
        assertTrue(worst != largest && worst != asked && worst.mapped > worst.rss, log);
        String why = largest.adj == -1000 ? "why:1" : largest.adj < 0 ? "why:2" : "why:3";
        reasons.add(why);
        return List.of(
                "asked:" + asked.pid + ",killed:" + worst.pid, "pages:" + worst.rss + ",points:" + worst.points, why);
    }
}
