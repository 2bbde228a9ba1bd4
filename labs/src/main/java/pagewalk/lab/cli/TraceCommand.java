package pagewalk.lab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.trace.AskText;
import pagewalk.engine.trace.Study;
import pagewalk.lab.trace.CurveSvg;
import pagewalk.lab.trace.PageMap;
import pagewalk.lab.trace.TraceFault;
import pagewalk.lab.trace.TraceInput;
import pagewalk.lab.trace.TraceStream;
import pagewalk.lab.trace.TraceStudy;

/** {@code lab trace}: a trace through replacement policies, as a table, as rows or as a picture. */
final class TraceCommand {
    private static final List<String> OPTIONS = List.of(
            "--policy=",
            "--frames=",
            "--format=",
            "--page-size=",
            "--map=",
            "--compare=",
            "--plot=",
            "--curve",
            "--rules",
            "--tsv",
            "--skip",
            "--strict");

    /** Broken lines that are told one by one. */
    private static final int TOLD = 10;

    private final InputStream standardIn;
    private final Output out;
    private final PrintStream err;

    TraceCommand(InputStream standardIn, Output out, PrintStream err) {
        this.standardIn = standardIn;
        this.out = out;
        this.err = err;
    }

    int run(List<String> args) {
        Options options = Options.parse("trace", args, OPTIONS);
        if (options.rest().size() != 1) {
            throw CliFault.usage("one trace is read, not " + options.rest().size() + "; see: lab help trace");
        }
        if (options.has("--skip") && options.has("--strict")) {
            throw CliFault.usage("--skip and --strict exclude each other");
        }
        if (options.has("--rules") && options.has("--tsv")) {
            throw CliFault.usage("--tsv prints rows only; leave out --rules");
        }
        String file = options.rest().get(0);
        Study.Ask ask = TraceAsk.of(options);
        Watch watch = new Watch(options.has("--skip"), file);
        try (TraceInput input = TraceInput.of(Input.named(file), Input.bytes(file, standardIn));
                TraceStudy study = new TraceStudy(ask, stream(input, options, ask))) {
            boolean whole = study.run(watch);
            watch.end();
            if (!whole) {
                throw CliFault.usage(watch.fault);
            }
            if (study.references() == 0) {
                throw CliFault.usage(input.name() + " holds no reference");
            }
            TraceReport report = new TraceReport(ask, study, out);
            report.print(options.has("--tsv"));
            if (options.has("--rules")) {
                report.rules();
            }
            String plot = options.value("--plot");
            if (plot != null) {
                plot(plot, ask, study, input.name());
            }
            return 0;
        } catch (TraceFault fault) {
            watch.bar.clear();
            throw fault.isUnreadable() ? CliFault.failed(fault.sentence()) : CliFault.usage(fault.sentence());
        }
    }

    private TraceStream stream(TraceInput input, Options options, Study.Ask ask) {
        String file = options.value("--map");
        PageMap map = null;
        if (file != null) {
            try (TraceInput text = TraceInput.of(Input.named(file), Input.bytes(file, standardIn))) {
                map = PageMap.read(text);
            }
        }
        return new TraceStream(input, TraceAsk.format(options), ask.shifts().get(0), map);
    }

    /** Tells of broken lines and of progress. */
    private final class Watch implements TraceStream.Watch {
        final ProgressBar bar = new ProgressBar(err);
        private final boolean skip;
        private final long size;
        private int broken;
        private String fault = "";

        Watch(boolean skip, String file) {
            this.skip = skip;
            size = size(file);
        }

        private static long size(String file) {
            try {
                return file.equals("-") ? 0 : Files.size(Path.of(file));
            } catch (IOException | RuntimeException e) {
                return 0;
            }
        }

        @Override
        public boolean broken(String place, String message) {
            fault = place + ": " + message;
            broken++;
            if (skip && broken <= TOLD) {
                bar.clear();
                err.println("lab trace: skipped " + fault);
            }
            return skip;
        }

        @Override
        public void read(long bytes) {
            bar.at("reading", bytes, size);
        }

        @Override
        public void future(long done, long all) {
            bar.at("what needs the future", done, all);
        }

        void end() {
            bar.clear();
            if (broken > TOLD) {
                err.println("lab trace: " + broken + " lines were skipped, of which the first " + TOLD + " are told");
            }
        }
    }

    private static void plot(String file, Study.Ask ask, TraceStudy study, String name) {
        List<CurveSvg.Line> lines = new ArrayList<>();
        for (Study.Size size : study.sizes()) {
            String suffix = study.sizes().size() == 1 ? "" : ", " + AskText.size(size.shift());
            if (ask.curve()) {
                int[] curve = size.curve();
                int[] all = new int[curve.length];
                for (int i = 0; i < all.length; i++) {
                    all[i] = i + 1;
                }
                lines.add(new CurveSvg.Line("LRU, all frames" + suffix, all, curve));
            }
            for (var policy : ask.policies()) {
                int[] frames = ask.frames().stream().mapToInt(i -> i).toArray();
                int[] misses = ask.frames().stream()
                        .mapToInt(i -> size.misses(policy, i))
                        .toArray();
                lines.add(new CurveSvg.Line(policy.text() + suffix, frames, misses));
            }
        }
        if (lines.isEmpty()) {
            throw CliFault.usage("--plot draws policies or --curve, and neither is asked for");
        }
        String title = "Misses of " + name.substring(name.lastIndexOf('/') + 1);
        try {
            Files.writeString(Path.of(file), CurveSvg.of(title, lines, study.references()));
        } catch (IOException | RuntimeException e) {
            throw CliFault.failed(file + " cannot be written");
        }
    }
}
