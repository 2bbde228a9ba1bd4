package pagewalk.lab.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagewalk.engine.Limits;
import pagewalk.lab.Lab;
import pagewalk.lab.LabCatalogue;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.SessionFile;

/** Logs that are not what was handed out or done: the state, and a sentence that says what is wrong with them. */
class RejectionsTest {
    private static final Variant ANN = Sessions.graded("ann");
    private static final Variant BEN = Sessions.graded("ben");
    private static final SessionFile OF_ANN = Sessions.solved(ANN);

    @TempDir
    Path folder;

    private Shell grade(SessionFile file, String... options) throws IOException {
        return grade(file.text(), options);
    }

    private Shell grade(String text, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("grade", "--course-key", Sessions.KEY));
        arguments.addAll(List.of(options));
        arguments.add(Files.writeString(folder.resolve("s.pw"), text).toString());
        return Shell.run(arguments.toArray(new String[0]));
    }

    /** A command of part reach replaced, or one put in behind the last. */
    private static SessionFile edited(int line, String... instead) {
        List<JournalLine> lines = new ArrayList<>(OF_ANN.lines());
        int at = first() + line - 1;
        if (line <= commands()) {
            lines.remove(at);
        }
        for (int i = 0; i < instead.length; i++) {
            lines.add(at + i, new JournalLine.Issue(PartRun.command(instead[i], 1)));
        }
        return Sessions.lines(OF_ANN, lines);
    }

    private static int first() {
        return OF_ANN.lines().indexOf(new JournalLine.Part("reach")) + 1;
    }

    private static String command(int number) {
        return OF_ANN.lines().get(first() + number - 1).text();
    }

    private static int commands() {
        return OF_ANN.lines().indexOf(new JournalLine.Part("books")) - first();
    }

    @Test
    void aCopiedLogIsRejectedHoweverItIsDressed() throws IOException {
        grade(OF_ANN, "--student", "ben")
                .said(1, "rejected: the session is of student ann, not of ben. Hand in the session you made yourself.");
        SessionFile renamed = Sessions.with(OF_ANN, "student", "ben");
        grade(renamed, "--student", "ben")
                .said(
                        1,
                        "rejected: the session was made with other numbers than those of student ben, attempt 1: the"
                                + " file's commands do not come out with theirs (in part predict ")
                .said(1, "). Hand in the session you made yourself.");
        grade(Sessions.with(renamed, "seed", ANN.seedHex()), "--student", "ben")
                .said(
                        1,
                        "rejected: the session was made with other numbers than those of student ben, attempt 1: the"
                                + " seed in the file is not theirs. Hand in the session you made yourself.");
        SessionFile undigested = Sessions.with(renamed, "digest", "");
        Shell own = grade(undigested, "--student", "ben").said(0, "seed verified");
        assertTrue(!own.out().contains("49 of 49"), "without a digest it is judged by ben's own numbers");
        assertTrue(Sessions.solved(BEN).text().length() > 100);
    }

    @Test
    void aSessionOfAnotherKindOrAttemptIsRejected() throws IOException {
        SessionFile practice = Sessions.solved(Sessions.LAB.variant(VariantSeed.practice("77")));
        grade(practice, "--student", "ann").said(1, "rejected: the session is practice, with numbers that were not");
        grade(practice).said(1, "ungradable: the session names no student; give --student ID");
        grade(Sessions.with(OF_ANN, "student", ""), "--student", "ann")
                .said(1, "rejected: the session names no student");
        grade(Sessions.with(OF_ANN, "lab", "free")).said(1, "rejected: this is a session of free play, not of a lab");
        grade(Sessions.with(OF_ANN, "lab", "")).said(1, "ungradable: the session names no lab");
        grade(Sessions.with(OF_ANN, "lab", "07-none")).said(1, "ungradable: there is no lab 07-none here");
        grade(Sessions.with(OF_ANN, "attempt", "2"))
                .said(1, "made with other numbers than those of student ann, attempt 2: the file's commands do not");
    }

    @Test
    void withoutAKeyTheSeedOfTheFileIsTakenAndSaidToBeUnverified() throws IOException {
        SessionFile practice = Sessions.solved(Sessions.LAB.variant(VariantSeed.practice("77")));
        String path = Files.writeString(folder.resolve("p.pw"), practice.text()).toString();
        Shell.run("grade", path).said(0, "49 of 49, seed unverified\n").said(0, "seed unverified: no course key");
        Files.writeString(Path.of(path), Sessions.with(practice, "seed", "78").text());
        Shell.run("grade", path).said(1, "rejected: the file was edited after it was saved");
        Files.writeString(Path.of(path), Sessions.with(practice, "seed", "xyz").text());
        Shell.run("grade", path).said(1, "rejected: header seed: a seed is 1 to 24 lower-case hex digits");
        Files.writeString(
                Path.of(path), Sessions.with(practice, "seed", "00".repeat(16)).text());
        Shell.run("grade", path).said(1, "rejected: header seed: the seed has 1 parts, the lab has more");
    }

    @Test
    void anEditIsNamedWithItsCommand() throws IOException {
        grade(OF_ANN).said(0, "49 of 49");
        int last = commands();
        grade(edited(last + 1, "free_pages x"))
                .said(
                        1,
                        "in part reach its digest ends before command " + (last + 1)
                                + " (free_pages x), which was added");
        grade(edited(1))
                .said(1, "in part reach before command 1 (" + command(2) + ") " + command(1) + " was taken out");
        grade(edited(last)).said(1, "in part reach after its last command " + command(last) + " was taken out");
        grade(edited(2, "free_pages x")).said(1, "in part reach command 2 (free_pages x) was " + command(2));
        grade(edited(2, "free_pages nobody", command(2)))
                .said(1, "in part reach command 2 (free_pages nobody) was put in");
        List<JournalLine> lines = new ArrayList<>(OF_ANN.lines());
        java.util.Collections.swap(lines, first(), first() + 1);
        grade(Sessions.lines(OF_ANN, lines))
                .said(1, "in part reach command 1 (" + command(2) + ") and the one after it were exchanged");
        grade(edited(1, "cat /proc/buddyinfo", "cat /proc/zoneinfo", "free_pages nobody"))
                .said(1, "in part reach its commands end otherwise than they did");
    }

    @Test
    void anEditOfAQuestionsCommandIsNamed() throws IOException {
        List<JournalLine> lines = new ArrayList<>(OF_ANN.lines());
        List<Integer> asked = new ArrayList<>();
        for (int i = 0; i < first() - 1; i++) {
            if (lines.get(i) instanceof JournalLine.Issue) {
                asked.add(i);
            }
        }
        String text = lines.get(asked.get(1)).text();
        JournalLine other = new JournalLine.Issue(PartRun.command("q2 = alloc_pages order=9", 1));
        lines.set(asked.get(1), other);
        grade(Sessions.lines(OF_ANN, lines))
                .said(1, "in part predict command 2 (" + other.text() + ") stands where the question has " + text);
        List<JournalLine> fewer = new ArrayList<>(OF_ANN.lines());
        int last = asked.get(asked.size() - 1);
        fewer.remove(last);
        grade(Sessions.lines(OF_ANN, fewer))
                .said(
                        1,
                        "in part predict after its last command "
                                + OF_ANN.lines().get(last).text());
    }

    @Test
    void aPartThatCameOrWentIsNamed() throws IOException {
        List<JournalLine> lines = OF_ANN.lines();
        List<JournalLine> without = new ArrayList<>(lines);
        without.subList(first() - 1, first() + commands()).clear();
        grade(Sessions.lines(OF_ANN, without)).said(1, ": part reach was taken out.");
        grade(Sessions.lines(OF_ANN, lines.subList(0, first() + commands()))).said(1, ": part books was taken out.");
        String digest = String.valueOf(OF_ANN.header().digest());
        String[] parts = digest.split(",");
        grade(Sessions.with(OF_ANN, "digest", parts[0] + "," + parts[2])).said(1, ": part reach was added.");
        grade(Sessions.with(OF_ANN, "digest", parts[0] + "," + parts[1])).said(1, ": part books was added.");
        grade(Sessions.with(OF_ANN, "digest", digest + ",")).said(1, ": the line of the digest itself was changed.");
    }

    @Test
    void anotherEngineOrLabIsNoFaultOfTheStudent() throws IOException {
        SessionFile older = Sessions.with(OF_ANN, "engine", "0123456789abcdef".repeat(4));
        grade(older).said(0, "49 of 49").said(0, "the session was made with another engine, 0123456789ab; this one");
        grade(Sessions.with(edited(1), "engine", "0123456789abcdef".repeat(4)))
                .said(1, "ungradable: the session was made with another engine, 0123456789ab; in this one, ");
        grade(Sessions.with(edited(1), "engine", "")).said(1, "made with another engine, not named");
        grade(Sessions.with(OF_ANN, "scenario", "fedcba987654321000"))
                .said(1, "ungradable: the session was made with another version of the lab: scenario fedcba987654, ");
    }

    @Test
    void whatIsTooLongMeetsALimitThatIsNamed() throws IOException {
        String head = Sessions.with(OF_ANN, "digest", "").text();
        grade(head + "free_pages x\n".repeat(Limits.COMMANDS))
                .said(1, "the session has more than " + Limits.COMMANDS + " lines");
        grade(head + "#".repeat(900).concat("\n").repeat(2300))
                .said(1, "characters, the limit is " + Limits.SESSION_CHARS);
        grade(head + "# " + "x".repeat(Limits.LINE_CHARS) + "\n").said(1, "the limit is " + Limits.LINE_CHARS);
    }

    /** Each line touches 65,536 pages: a short file, and hours of work if nobody counted. */
    @Test
    void whatIsTooMuchWorkEndsAtTheBudgetOfEvents() throws IOException {
        Lab lab = LabCatalogue.shippedLab("10-two-processes-one-page");
        SessionFile reference = lab.variant(VariantSeed.practice("77")).reference();
        String head = Sessions.lines(reference, List.of()).text();
        String text = head + "part name=writes\nz = mmap pid=p len=256M prot=r flags=private,anon,noreserve\n"
                + "load pid=p addr=z len=268435456\n".repeat(40_000);
        Path file = Files.writeString(folder.resolve("slow.pw"), text);
        Shell.run("grade", file.toString())
                .said(1, "rejected: the session makes more than " + Limits.EVENTS + " events");
    }

    @Test
    void theSentenceAboutAnEditIsTheSameInEveryReport() throws IOException {
        Shell csv = grade(edited(1), "--csv", "-");
        Shell json = grade(edited(1), "--json", "-");
        String said = "in part reach before command 1 (" + command(2) + ") " + command(1) + " was taken out";
        assertEquals(1, csv.status());
        assertTrue(csv.out().contains(said), csv.out());
        assertTrue(json.out().contains(said), json.out());
    }
}
