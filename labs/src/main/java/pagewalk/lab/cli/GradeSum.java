package pagewalk.lab.cli;

import pagewalk.lab.grade.Graded;
import pagewalk.lab.grade.Verdict;

/** How a class did, in one sentence and in an exit status. */
final class GradeSum {
    private int graded;
    private int below;
    private int rejected;
    private int ungradable;

    void add(Graded one, int percent) {
        Verdict verdict = one.verdict();
        switch (verdict.state()) {
            case GRADED -> {
                graded++;
                below += isBelow(verdict, percent) ? 1 : 0;
            }
            case REJECTED -> rejected++;
            case UNGRADABLE -> ungradable++;
        }
    }

    private static boolean isBelow(Verdict verdict, int percent) {
        return 100L * verdict.score() < (long) percent * verdict.max();
    }

    /** 0 when all have a score, and enough of it. */
    int status() {
        return below + rejected + ungradable == 0 ? 0 : CliFault.FAILED;
    }

    String sentence(int left, int percent) {
        int all = graded + rejected + ungradable;
        return all + (all == 1 ? " session: " : " sessions: ") + graded + " graded"
                + (percent > 0 ? ", " + below + " of them below " + percent + " %" : "")
                + ", " + rejected + " rejected, " + ungradable + " ungradable"
                + (left == 0 ? "" : "; " + left + (left == 1 ? " other file" : " other files") + " left out");
    }
}
