package pagewalk.lab.trace;

import java.util.List;
import java.util.Locale;

/**
 * A miss-ratio curve as an SVG file that stands by itself: frames to the right, share of misses upwards. Lines differ
 * in colour and dashes and are named beside a piece of themselves, so that no colour must be told from another.
 */
public final class CurveSvg {
    /** Where the picture ends and the names of its lines begin. */
    private static final int EDGE = 690;

    private static final int HEIGHT = 480;
    private static final int LEFT = 72;
    /** At least the width of a letter. */
    private static final int LETTER = 9;

    private static final int TOP = 56;
    private static final int BOTTOM = 64;
    private static final int LABEL_STEP = 16;
    /** Room right of the picture for a piece of the line, before its name. */
    private static final int SAMPLE = 44;
    /** Above so many points a line has no marks. */
    private static final int MARKED = 40;

    /** Ends of an axis, in tenths of a power of ten. */
    private static final int[] ROUND = {10, 15, 20, 25, 30, 40, 50, 60, 80, 100};

    private static final long WHOLE = 10_000_000_000L;

    private static final String[] COLOURS = {"#0b5cad", "#b3261e", "#1b7a3d", "#7a3fa0", "#8a5a00", "#005f6b", "#5a5a5a"
    };
    private static final String[] DASHES = {"none", "7 4", "2 3", "10 3 2 3", "4 2", "12 4", "1 4"};

    /** One line: a name, numbers of frames in ascending order, and the misses with each. */
    public record Line(String name, int[] frames, int[] misses) {}

    private final StringBuilder svg = new StringBuilder();
    private final String title;
    private final List<Line> lines;
    private final int references;
    private int least = Integer.MAX_VALUE;
    private int most = 1;
    private double top;
    private int width = EDGE;

    private CurveSvg(String title, List<Line> lines, int references) {
        this.title = title;
        this.lines = lines;
        this.references = Math.max(references, 1);
        int worst = 0;
        for (Line line : lines) {
            width = Math.max(width, EDGE + SAMPLE + LETTER * (line.name().length() + 2));
            for (int i = 0; i < line.frames().length; i++) {
                least = Math.min(least, line.frames()[i]);
                most = Math.max(most, line.frames()[i]);
                worst = Math.max(worst, line.misses()[i]);
            }
        }
        least = Math.min(least, most);
        top = niceAbove((double) worst / this.references);
    }

    /** The file's text. */
    public static String of(String title, List<Line> lines, int references) {
        CurveSvg curve = new CurveSvg(title, lines, references);
        curve.head();
        curve.shares();
        curve.frames();
        curve.draw();
        return curve.svg.append("</svg>\n").toString();
    }

    /** The first round part of a whole that is not below {@code ratio} and has five even steps. */
    private static double niceAbove(double ratio) {
        for (long unit = 1; unit < WHOLE; unit *= 10) {
            for (int digits : ROUND) {
                if (unit * digits >= ratio * WHOLE) {
                    return (double) unit * digits / WHOLE;
                }
            }
        }
        return 1;
    }

    private void head() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" aria-labelledby=\"t d\" "
                        + "font-family=\"system-ui, sans-serif\" font-size=\"13\">%n<title id=\"t\">%s</title>%n"
                        + "<desc id=\"d\">%s</desc>%n<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>%n",
                width,
                HEIGHT,
                escaped(title),
                escaped(described())));
        text(LEFT, 28, "start", "font-size=\"16\" font-weight=\"600\"", title);
    }

    /** The numbers in words, for those who do not see the picture. */
    private String described() {
        StringBuilder words =
                new StringBuilder("Share of misses by number of frames, of " + references + " references.");
        for (Line line : lines) {
            int last = line.frames().length - 1;
            if (last >= 0) {
                words.append(' ').append(line.name()).append(": ").append(percent(line.misses()[0]));
                words.append(" with ").append(frames(line.frames()[0]));
                words.append(", ").append(percent(line.misses()[last]));
                words.append(" with ").append(frames(line.frames()[last])).append('.');
            }
        }
        return words.toString();
    }

    private static String frames(int count) {
        return count + (count == 1 ? " frame" : " frames");
    }

    private String percent(int misses) {
        return share((double) misses / references);
    }

    private static String share(double ratio) {
        double percent = ratio * 100;
        String digits = percent == 0 || percent >= 0.1 ? "%.1f %%" : "%.4f %%";
        return String.format(Locale.ROOT, digits, percent);
    }

    private void shares() {
        for (int i = 0; i <= 5; i++) {
            double ratio = top * i / 5;
            double y = y(ratio);
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>%n",
                    LEFT,
                    EDGE,
                    y,
                    y,
                    i == 0 ? "#333333" : "#e2e2e2"));
            text(LEFT - 8, y + 4, "end", "fill=\"#333333\"", tick(i));
        }
        text(LEFT, TOP - 10, "start", "fill=\"#333333\"", "share of misses");
    }

    /** A tick of the shares, with as many decimals as tell it from the next. */
    private String tick(int step) {
        int decimals = 0;
        double unit = top * 20;
        while (decimals < 8 && Math.abs(unit - Math.rint(unit)) > 1e-6) {
            unit *= 10;
            decimals++;
        }
        return String.format(Locale.ROOT, "%." + decimals + "f %%", top * 20 * step);
    }

    private void frames() {
        double y = HEIGHT - BOTTOM;
        int step = isLog() ? 0 : Math.max(1, (most - least + 9) / 10);
        for (long at = least; at <= most; at = isLog() ? at * 2 : at + step) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#333333\"/>%n",
                    x((int) at),
                    x((int) at),
                    y,
                    y + 5));
            text(x((int) at), y + 20, "middle", "fill=\"#333333\"", Long.toString(at));
        }
        String scale = isLog() ? "frames (each step doubles)" : "frames";
        text((LEFT + EDGE) / 2.0, HEIGHT - 18.0, "middle", "fill=\"#333333\"", scale);
    }

    private void draw() {
        double[] wanted = new double[lines.size()];
        for (int i = 0; i < wanted.length; i++) {
            Line line = lines.get(i);
            int last = line.frames().length - 1;
            wanted[i] = last < 0 ? y(0) : y((double) line.misses()[last] / references);
        }
        double[] labels = spread(wanted);
        for (int i = 0; i < lines.size(); i++) {
            draw(lines.get(i), COLOURS[i % COLOURS.length], DASHES[i % DASHES.length]);
            String style = "fill=\"" + COLOURS[i % COLOURS.length] + "\"";
            sample(labels[i], COLOURS[i % COLOURS.length], DASHES[i % DASHES.length]);
            text(EDGE + SAMPLE, labels[i] + 4, "start", style, lines.get(i).name());
        }
    }

    /** A piece of a line before its name, so that the name leads to the line without its colour. */
    private void sample(double y, String colour, String dashes) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"2\" "
                        + "stroke-dasharray=\"%s\"/>%n",
                EDGE + 8,
                EDGE + SAMPLE - 6,
                y,
                y,
                colour,
                dashes));
    }

    /** Places of labels, upwards from the lowest, so that none lies on another. */
    private static double[] spread(double[] wanted) {
        double[] places = wanted.clone();
        boolean[] done = new boolean[wanted.length];
        double free = HEIGHT;
        for (int round = 0; round < wanted.length; round++) {
            int lowest = -1;
            for (int i = 0; i < wanted.length; i++) {
                lowest = !done[i] && (lowest < 0 || wanted[i] > wanted[lowest]) ? i : lowest;
            }
            done[lowest] = true;
            places[lowest] = Math.min(wanted[lowest], free);
            free = places[lowest] - LABEL_STEP;
        }
        return places;
    }

    private void draw(Line line, String colour, String dashes) {
        StringBuilder points = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        for (int i = 0; i < line.frames().length; i++) {
            double x = x(line.frames()[i]);
            double y = y((double) line.misses()[i] / references);
            points.append(String.format(Locale.ROOT, "%s%.1f,%.1f", i == 0 ? "" : " ", x, y));
            if (line.frames().length <= MARKED) {
                marks.append(String.format(
                        Locale.ROOT,
                        "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\">"
                                + "<title>%s, %s: %d misses</title></circle>%n",
                        x,
                        y,
                        colour,
                        escaped(line.name()),
                        frames(line.frames()[i]),
                        line.misses()[i]));
            }
        }
        svg.append(String.format(
                Locale.ROOT,
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>%n%s",
                points,
                colour,
                dashes,
                marks));
    }

    private boolean isLog() {
        return most / Math.max(least, 1) >= 16;
    }

    private double x(int frames) {
        double place = isLog()
                ? Math.log((double) frames / least) / Math.log((double) most / least)
                : most == least ? 0.5 : (double) (frames - least) / (most - least);
        return LEFT + place * (EDGE - LEFT);
    }

    private double y(double ratio) {
        return HEIGHT - BOTTOM - ratio / top * (HEIGHT - BOTTOM - TOP);
    }

    private void text(double x, double y, String anchor, String style, String words) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
                x,
                y,
                anchor,
                style,
                escaped(words)));
    }

    private static String escaped(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.appendCodePoint(c < ' ' || c >= 0xd800 && c <= 0xdfff || c >= 0xfffe ? 0xfffd : c);
            }
        });
        return safe.toString();
    }
}
