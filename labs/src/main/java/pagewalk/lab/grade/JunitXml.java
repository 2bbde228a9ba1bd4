package pagewalk.lab.grade;

import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.CheckVerdict;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.grade.Verdict.Step;

/**
 * Verdicts as JUnit XML: a suite a session, a case a check. It has what both common schemas ask for, the one of Ant's
 * reports and the one of Jenkins.
 *
 * <p>A check that misses a point is a failure, since the format has no part of a test. A rejected session is one failed
 * case, an ungradable one a case with an error, and a file that was left out a skipped case.
 */
public final class JunitXml {
    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    private final Audience audience;
    private final String timestamp;
    private int suites;

    private JunitXml(Audience audience, LocalDateTime at) {
        this.audience = audience;
        timestamp = at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /**
     * @param left files that were left out
     * @param at when this was graded
     */
    public static String of(List<Graded> sessions, List<String> left, Audience audience, LocalDateTime at) {
        JunitXml xml = new JunitXml(audience, at);
        xml.out.append("<testsuites>\n");
        sessions.forEach(xml::suite);
        if (!left.isEmpty()) {
            xml.begin("files left out", "pagewalk", new int[] {left.size(), 0, 0, left.size()}, 0);
            left.forEach(file -> xml.testcase("pagewalk", file, "<skipped/>"));
            xml.end();
        }
        return xml.out.append("</testsuites>\n").toString();
    }

    private void suite(Graded session) {
        Verdict verdict = session.verdict();
        String lab = session.labName().isEmpty() ? "pagewalk" : session.labName();
        switch (verdict.state()) {
            case GRADED -> {
                begin(session.file(), lab, counts(verdict), session.millis());
                for (PartVerdict part : verdict.parts()) {
                    part.checks().stream()
                            .filter(check -> audience.sees(check.visibility()))
                            .forEach(check -> testcase(lab + "." + part.name(), check.name(), failure(check)));
                }
            }
            case REJECTED -> {
                begin(session.file(), lab, new int[] {1, 1, 0, 0}, session.millis());
                testcase(lab, "session", fault("failure", "rejected", String.valueOf(verdict.reason()), null));
            }
            case UNGRADABLE -> {
                begin(session.file(), lab, new int[] {1, 0, 1, 0}, session.millis());
                testcase(lab, "session", fault("error", "ungradable", String.valueOf(verdict.reason()), null));
            }
        }
        end();
    }

    /** Tests, failures, errors, skipped. */
    private int[] counts(Verdict verdict) {
        int[] counts = new int[4];
        for (PartVerdict part : verdict.parts()) {
            for (CheckVerdict check : part.checks()) {
                counts[0] += audience.sees(check.visibility()) ? 1 : 0;
                counts[1] += audience.sees(check.visibility()) && !check.passed() ? 1 : 0;
            }
        }
        return counts;
    }

    private static String failure(CheckVerdict check) {
        if (check.passed()) {
            return "";
        }
        Step step = check.step();
        return fault(
                "failure",
                "check",
                check.score() + " of " + check.max() + " points: " + check.message(),
                step == null || step.rule() == Rule.NONE ? null : step.rule());
    }

    private static String fault(String element, String type, String message, @Nullable Rule rule) {
        String more = rule == null ? "" : "\nRule " + rule.id() + ": " + rule.sentence() + " (" + rule.source() + ")";
        return "<" + element + " type=\"" + type + "\" message=\"" + quoted(message) + "\">" + quoted(message)
                + quoted(more) + "</" + element + ">";
    }

    private void begin(String name, String of, int[] counts, long millis) {
        out.append("  <testsuite name=\"").append(quoted(name));
        out.append("\" package=\"").append(quoted(of)).append("\" id=\"").append(suites++);
        out.append("\" timestamp=\"").append(timestamp).append("\" hostname=\"localhost\" tests=\"");
        out.append(counts[0]).append("\" failures=\"").append(counts[1]).append("\" errors=\"");
        out.append(counts[2]).append("\" skipped=\"").append(counts[3]);
        out.append("\" time=\"").append(java.math.BigDecimal.valueOf(millis, 3)).append("\">\n");
        out.append("    <properties/>\n");
    }

    private void end() {
        out.append("    <system-out/>\n    <system-err/>\n  </testsuite>\n");
    }

    private void testcase(String of, String name, String inside) {
        out.append("    <testcase classname=\"").append(quoted(of));
        out.append("\" name=\"").append(quoted(name)).append("\" time=\"0\"");
        out.append(inside.isEmpty() ? "/>\n" : ">" + inside + "</testcase>\n");
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> quoted.append("&amp;");
                case '<' -> quoted.append("&lt;");
                case '>' -> quoted.append("&gt;");
                case '"' -> quoted.append("&quot;");
                case '\n' -> quoted.append("&#10;");
                default -> quoted.append(PlainText.line(String.valueOf(c)));
            }
        }
        return quoted.toString();
    }
}
