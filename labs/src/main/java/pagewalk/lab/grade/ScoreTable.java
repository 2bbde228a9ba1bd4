package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import pagewalk.lab.grade.Verdict.Audience;
import pagewalk.lab.grade.Verdict.PartVerdict;
import pagewalk.lab.grade.Verdict.WrongStep;

/**
 * Verdicts as a table of comma-separated values (RFC 4180), a row a session.
 *
 * <p>A session without a score has none here either: what a rejected one is worth is for a person to say.
 */
public final class ScoreTable {
    private static final List<String> HEAD = List.of("file", "student", "lab", "attempt", "state", "score", "max");
    private static final List<String> TAIL = List.of("seed", "first wrong step", "same as", "notes");

    private ScoreTable() {}

    public static String of(List<Graded> sessions, Audience audience) {
        Set<String> parts = new LinkedHashSet<>();
        sessions.forEach(session -> session.verdict().parts().forEach(part -> parts.add(part.name())));
        StringBuilder out = new StringBuilder();
        List<String> head = new ArrayList<>(HEAD);
        head.addAll(parts);
        head.addAll(TAIL);
        row(out, head);
        SameWork same = new SameWork();
        for (Graded session : sessions) {
            List<String> cells = cells(session, parts, audience);
            cells.add(same.earlier(session));
            cells.add(String.join("; ", session.verdict().evidence().notes()));
            row(out, cells);
        }
        return out.toString();
    }

    private static List<String> cells(Graded session, Set<String> parts, Audience audience) {
        Verdict verdict = session.verdict();
        boolean graded = session.isGraded();
        List<String> cells = new ArrayList<>();
        cells.add(session.file());
        cells.add(session.student());
        cells.add(session.labName());
        cells.add(
                session.header().lab() == null
                        ? ""
                        : Integer.toString(session.header().attempt()));
        cells.add(verdict.state().word());
        cells.add(graded ? Integer.toString(verdict.score(audience)) : "");
        cells.add(graded ? Integer.toString(verdict.max(audience)) : "");
        for (String name : parts) {
            PartVerdict part = verdict.part(name);
            cells.add(part == null ? "" : Integer.toString(part.score(audience)));
        }
        cells.add(graded ? (verdict.evidence().seedVerified() ? "verified" : "unverified") : "");
        cells.add(sentence(verdict));
        return cells;
    }

    private static String sentence(Verdict verdict) {
        WrongStep wrong = verdict.firstWrong();
        String reason = verdict.reason();
        return wrong != null ? "part " + wrong.part() + ": " + wrong.sentence() : reason == null ? "" : reason;
    }

    /** Adds a row; what a spreadsheet would take for a formula gets an apostrophe in front. */
    static void row(StringBuilder out, List<String> cells) {
        for (int i = 0; i < cells.size(); i++) {
            out.append(i == 0 ? "" : ",").append(cell(PlainText.line(cells.get(i))));
        }
        out.append("\r\n");
    }

    private static String cell(String text) {
        String plain = !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        boolean quote = plain.chars().anyMatch(c -> c == ',' || c == '"' || c == ';' || c == '\'')
                || !plain.strip().equals(plain);
        return quote ? '"' + plain.replace("\"", "\"\"") + '"' : plain;
    }
}
