package pagewalk.web.pressure;

import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.timeline.History;
import pagewalk.engine.timeline.History.Series;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.stage.StagePicture;

/** One or two counters over the events of the branch, with a cursor at the timeline's position. */
final class Chart {
    private static final int HEIGHT = 46;

    private final Bench bench;
    private final Colours colours;
    private final Series[] series;
    private final HTMLElement element = Dom.el("div", "chart");
    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
    private final CanvasRenderingContext2D g = (CanvasRenderingContext2D) canvas.getContext("2d");
    private final HTMLElement[] values;
    private final String title;
    private int width = 1;

    Chart(Bench bench, Colours colours, String title, Series... series) {
        this.bench = bench;
        this.colours = colours;
        this.series = series;
        this.title = title;
        values = new HTMLElement[series.length];
        HTMLElement head = Dom.with(Dom.el("p"), Dom.el("span", "name", title));
        for (int i = 0; i < series.length; i++) {
            values[i] = Dom.el("span", "number", "0");
            HTMLElement word = Dom.el("span", i == 0 ? "first" : "second", series[i].label());
            values[i].setAttribute("data-series", series[i].label());
            Dom.with(head, Dom.with(Dom.el("span", "value"), word, values[i]));
        }
        canvas.setAttribute("role", "img");
        Dom.with(element, head, canvas);
        Listen.on(canvas, "click", event -> {
            int x = ((MouseEvent) event).getOffsetX();
            bench.seekAndSay((int) Math.round((double) x * bench.timeline().events() / width));
        });
    }

    HTMLElement element() {
        return element;
    }

    /**
     * Shows the counters.
     *
     * @param now what they stand at, by number of series
     * @param marks heights that are drawn as lines, such as watermarks
     */
    void show(History history, int[] now, int[] marks) {
        width = Math.max(element.getClientWidth(), 40);
        double ratio = Window.current().getDevicePixelRatio();
        canvas.setWidth((int) (width * ratio));
        canvas.setHeight((int) (HEIGHT * ratio));
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
        int most = 1;
        for (int mark : marks) {
            most = Math.max(most, mark);
        }
        StringBuilder words =
                new StringBuilder(title + " over " + bench.timeline().events() + " events:");
        for (int i = 0; i < series.length; i++) {
            int value = now[series[i].ordinal()];
            Dom.text(values[i], Integer.toString(value));
            for (int sample = 0; sample < history.size(); sample++) {
                most = Math.max(most, history.value(sample, series[i]));
            }
            words.append(i == 0 ? " " : ", ")
                    .append(series[i].label())
                    .append(' ')
                    .append(value);
            words.append(" at this step, ");
            words.append(history.value(history.size() - 1, series[i])).append(" at the end");
        }
        canvas.setAttribute("aria-label", words.toString());
        g.clearRect(0, 0, width, HEIGHT);
        g.setLineWidth(1);
        for (int mark : marks) {
            line(mark, most);
        }
        for (int i = series.length - 1; i >= 0; i--) {
            StagePicture.dash(g, i == 0 ? 0 : 4, 3);
            curve(history, series[i], most, i == 0 ? colours.accent() : colours.low());
        }
        StagePicture.dash(g, 0, 0);
        cursor();
    }

    private double y(int value, int most) {
        return HEIGHT - 2 - (HEIGHT - 6.0) * value / most;
    }

    private double x(int event) {
        return (double) width * event / Math.max(bench.timeline().events(), 1);
    }

    private void line(int mark, int most) {
        g.setStrokeStyle(colours.border());
        g.beginPath();
        g.moveTo(0, y(mark, most));
        g.lineTo(width, y(mark, most));
        g.stroke();
    }

    /** A staircase: a counter keeps its value until the next sample. */
    private void curve(History history, Series of, int most, String colour) {
        g.setStrokeStyle(colour);
        g.setLineWidth(1.5);
        g.beginPath();
        double last = y(history.value(0, of), most);
        g.moveTo(0, last);
        for (int sample = 1; sample < history.size(); sample++) {
            double at = y(history.value(sample, of), most);
            if (at != last) {
                double across = x(history.event(sample));
                g.lineTo(across, last);
                g.lineTo(across, at);
                last = at;
            }
        }
        g.lineTo(width, last);
        g.stroke();
    }

    private void cursor() {
        double at = Math.max(1, Math.min(x(bench.timeline().event()), width - 1.0));
        g.setFillStyle(colours.background());
        g.fillRect(at - 2, 0, 4, HEIGHT);
        g.setFillStyle(colours.text());
        g.fillRect(at - 1, 0, 2, HEIGHT);
    }
}
