package pagewalk.lab.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.trace.Anomalies;
import pagewalk.engine.trace.AskText;
import pagewalk.engine.trace.PageIds;
import pagewalk.engine.trace.Parting;
import pagewalk.engine.trace.Policy;
import pagewalk.engine.trace.PolicySpec;
import pagewalk.engine.trace.Study;
import pagewalk.lab.trace.TraceStudy;

/** What was found out about a trace, in words for people or in rows for programs. */
final class TraceReport {
    private final Study.Ask ask;
    private final TraceStudy study;
    private final Output out;

    TraceReport(Study.Ask ask, TraceStudy study, Output out) {
        this.ask = ask;
        this.study = study;
        this.out = out;
    }

    /** Prints all, as rows if {@code rows}. */
    void print(boolean rows) {
        for (Study.Size size : study.sizes()) {
            if (rows) {
                rows(size);
            } else {
                table(size);
            }
        }
    }

    /** Prints the rules that the policies follow, each once. */
    void rules() {
        Set<Rule> rules = new LinkedHashSet<>();
        for (PolicySpec policy : ask.policies()) {
            rules.addAll(List.of(policy.rules()));
        }
        for (PolicySpec policy : ask.compare()) {
            rules.addAll(List.of(policy.rules()));
        }
        for (Rule rule : rules) {
            out.line("[" + rule.id() + "] " + rule.sentence());
        }
    }

    /** Policy, frames, references and misses, with tabs between them, and the page size if there are several. */
    private void rows(Study.Size size) {
        String end = study.sizes().size() == 1 ? "" : "\t" + AskText.size(size.shift());
        for (Study.Row row : study.rows()) {
            if (row.shift() == size.shift()) {
                row(row.policy().text(), row.frames(), row.misses(), end);
            }
        }
        if (ask.curve()) {
            int[] curve = size.curve();
            for (int i = 0; i < curve.length; i++) {
                row("LRU", i + 1, curve[i], end);
            }
        }
        for (Parting parting : size.partings()) {
            row(parting.name(0), parting.frames(), parting.misses(0), end);
            row(parting.name(1), parting.frames(), parting.misses(1), end);
        }
    }

    private void row(String policy, int frames, int misses, String end) {
        out.line(policy + "\t" + frames + "\t" + study.references() + "\t" + misses + end);
    }

    private void table(Study.Size size) {
        int pages = size.ids().size();
        out.line(study.references() + (study.references() == 1 ? " reference" : " references") + " to " + pages
                + (pages == 1 ? " page" : " pages") + " of " + AskText.size(size.shift()) + " ("
                + study.format().word() + ")");
        if (!ask.policies().isEmpty()) {
            misses(size);
        }
        if (ask.curve()) {
            curve(size.curve());
        }
        for (Parting parting : size.partings()) {
            parting(parting, size.ids());
        }
    }

    private void misses(Study.Size size) {
        List<Integer> widths = new ArrayList<>();
        StringBuilder head = new StringBuilder(String.format("%8s", "frames"));
        for (PolicySpec policy : ask.policies()) {
            int width = Math.max(20, policy.text().length() + 2);
            widths.add(width);
            head.append(String.format("%" + width + "s", policy.text()));
        }
        out.line(head.toString());
        for (int frames : ask.frames()) {
            StringBuilder line = new StringBuilder(String.format("%8d", frames));
            for (int i = 0; i < widths.size(); i++) {
                String cell = count(size.misses(ask.policies().get(i), frames));
                line.append(String.format("%" + widths.get(i) + "s", cell));
            }
            out.line(line.toString());
        }
        for (PolicySpec policy : ask.policies()) {
            anomalies(policy, size);
        }
    }

    /** Misses and their share. */
    private String count(int misses) {
        return String.format(Locale.ROOT, "%d %8.4f%%", misses, 100.0 * misses / study.references());
    }

    private void anomalies(PolicySpec policy, Study.Size size) {
        int[] misses = ask.frames().stream()
                .mapToInt(frames -> size.misses(policy, frames))
                .toArray();
        for (int at : Anomalies.of(misses)) {
            out.line("Belady's anomaly: " + policy.text() + " misses " + misses[at - 1] + " times with "
                    + ask.frames().get(at - 1) + " frames, and " + misses[at - 2] + " times with "
                    + ask.frames().get(at - 2));
        }
    }

    private void curve(int[] curve) {
        out.line("LRU at every number of frames:");
        for (int i = 0; i < curve.length; i++) {
            out.line(String.format("%8d%20s", i + 1, count(curve[i])));
        }
    }

    private void parting(Parting parting, PageIds ids) {
        String both = parting.name(0) + " and " + parting.name(1) + " with " + parting.frames()
                + (parting.frames() == 1 ? " frame" : " frames");
        Parting.Step parted = parting.parted();
        if (parted == null) {
            out.line(both + " never part: " + parting.misses(0) + " misses each");
            return;
        }
        out.line(both + " part at reference " + parted.reference() + ", page " + page(parted.page(), ids) + ":");
        for (int i = 0; i < 2; i++) {
            int victim = parted.victims()[i];
            String did = parted.hits()[i]
                    ? "hit"
                    : "miss, replaced " + (victim == Policy.NONE ? "nothing" : "page " + page(victim, ids));
            out.line("  " + parting.name(i) + ": " + did + " ["
                    + parting.rule(i).id() + "] " + parting.rule(i).sentence());
        }
        differed(parting, parting.differed(), ids);
        out.line("  in all " + parting.misses(0) + " and " + parting.misses(1) + " misses");
    }

    private void differed(Parting parting, Parting.@Nullable Step step, PageIds ids) {
        out.line(
                step == null
                        ? "  every reference is a hit for both or a miss for both"
                        : "  first seen at reference " + step.reference() + ", page " + page(step.page(), ids) + ": "
                                + parting.name(step.hits()[0] ? 0 : 1) + " hits, "
                                + parting.name(step.hits()[0] ? 1 : 0)
                                + " misses");
    }

    /** A page as its trace calls it: hex where it comes from an address. */
    private String page(int id, PageIds ids) {
        long number = (long) ids.high(id) << 32 | ids.low(id) & 0xffff_ffffL;
        return study.hasAddresses() ? "0x" + Long.toHexString(number) : Long.toString(number);
    }
}
