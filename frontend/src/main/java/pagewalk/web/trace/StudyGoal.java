package pagewalk.web.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.KeptTrace;
import pagewalk.engine.trace.PageIds;
import pagewalk.engine.trace.Parting;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.Study;
import pagewalk.engine.trace.TraceFeed;

/** Wants the numbers of a trace: misses, curves, and where two policies part. */
final class StudyGoal implements Reading.Goal {
    /** References that are kept for policies that must know the future, for all page sizes together: 128 MiB. */
    static final int MOST_KEPT = 1 << 24;

    private final Study.Ask ask;
    private @Nullable Study study;

    StudyGoal(Study.Ask ask) {
        this.ask = ask;
    }

    @Override
    public String begin(TraceFeed feed) {
        int most = MOST_KEPT / ask.shifts().size();
        study = new Study(ask, feed.ids(), () -> new KeptTrace(most));
        String unfit = Study.unfit(feed, ask.shifts());
        return unfit.isEmpty() ? "" : unfit + "; ./lab trace with --map can put them together";
    }

    @Override
    public void take(References stretch) {
        if (study != null) {
            study.take(stretch);
        }
    }

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public void end(Reading reading) {
        Study done = study;
        if (done == null) {
            return;
        }
        done.finish((step, all) -> reading.progress("what needs the future", (int) step, (int) all));
        Lines lines = new Lines()
                .add(
                        "result",
                        reading.feed().format().word(),
                        "" + reading.feed().references())
                .add(reading.broken().text().trim());
        for (Study.Size size : done.sizes()) {
            tell(size, reading.feed(), lines);
        }
        done.close();
        reading.say(lines);
    }

    private void tell(Study.Size size, TraceFeed feed, Lines lines) {
        lines.add("size", "" + size.shift(), "" + size.ids().size(), size.isGivenUp() ? "1" : "0");
        for (Study.Row row : study == null ? List.<Study.Row>of() : study.rows()) {
            if (row.shift() == size.shift()) {
                lines.add("row", row.policy().text(), "" + row.frames(), "" + row.misses());
            }
        }
        if (ask.curve()) {
            lines.add("curve", Lines.numbers(size.curve()));
        }
        for (Parting parting : size.partings()) {
            lines.add(
                    "parting",
                    "" + parting.frames(),
                    "" + parting.misses(0),
                    "" + parting.misses(1),
                    "" + parting.differences(),
                    Lines.numbers(parting.places()));
            step("parted", parting.parted(), size.ids(), feed, lines);
            step("differed", parting.differed(), size.ids(), feed, lines);
        }
    }

    private static void step(String name, Parting.@Nullable Step step, PageIds ids, TraceFeed feed, Lines lines) {
        if (step != null) {
            lines.add(
                    name,
                    "" + step.reference(),
                    label(step.page(), ids, feed),
                    step.hits()[0] ? "1" : "0",
                    step.hits()[1] ? "1" : "0",
                    label(step.victims()[0], ids, feed),
                    label(step.victims()[1], ids, feed));
        }
    }

    /** A page as its trace calls it, hex where it comes from an address; "-" for none. */
    static String label(int id, PageIds ids, TraceFeed feed) {
        if (id == Policy.NONE) {
            return "-";
        }
        int high = ids.high(id);
        int low = ids.low(id);
        if (!feed.hasAddresses()) {
            return high == 0 || high == -1 && low < 0 ? "" + low : "0x" + hex(high, low);
        }
        return "0x" + hex(high, low);
    }

    private static String hex(int high, int low) {
        String lower = Integer.toHexString(low);
        return high == 0 ? lower : Integer.toHexString(high) + "00000000".substring(lower.length()) + lower;
    }
}
