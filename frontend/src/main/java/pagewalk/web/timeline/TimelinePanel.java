package pagewalk.web.timeline;

import org.teavm.jso.dom.events.KeyboardEvent;
import org.teavm.jso.dom.events.MouseEvent;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.stage.Palette;

/** The lanes of marks as a slider: drag, click or use the keys to go anywhere. */
public final class TimelinePanel implements Painter.Panel {
    private static final int PAGE = 10;

    private final Bench bench;
    private final HTMLElement slider = Dom.el("div", "lanes");
    private final LanesPicture picture;
    private final HTMLElement tip = Dom.el("div", "tip");
    private final TransportBar transport;
    private boolean dragging;

    public TimelinePanel(Bench bench, HTMLElement section, Palette palette) {
        this.bench = bench;
        transport = new TransportBar(bench, this::zoom);
        HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
        canvas.setAttribute("aria-hidden", "true");
        picture = new LanesPicture(canvas, palette);
        slider.setTabIndex(0);
        slider.setAttribute("role", "slider");
        slider.setAttribute("aria-label", "Timeline position in events");
        slider.setAttribute("aria-valuemin", "0");
        tip.setHidden(true);
        Dom.with(section, transport.element(), Dom.with(slider, canvas, tip));
        listen();
    }

    public TransportBar transport() {
        return transport;
    }

    /** Shows fewer or more events at once; 0 shows all of them. */
    private void zoom(double factor) {
        Timeline timeline = bench.timeline();
        picture.zoom(factor, timeline.event(), timeline.events());
        bench.painter().changed(Painter.EVENTS);
    }

    private void listen() {
        Listen.on(slider, "pointerdown", event -> {
            dragging = true;
            Browser.capture(slider, event);
            scrub((MouseEvent) event);
        });
        Listen.on(slider, "pointermove", event -> {
            hover((MouseEvent) event);
            if (dragging) {
                scrub((MouseEvent) event);
            }
        });
        Listen.on(slider, "pointerup", event -> dragging = false);
        Listen.on(slider, "pointercancel", event -> dragging = false);
        Listen.on(slider, "pointerleave", event -> tip.setHidden(true));
        Listen.on(slider, "keydown", event -> key((KeyboardEvent) event));
    }

    private void scrub(MouseEvent event) {
        transport.pause();
        bench.seekEvent(picture.positionAt(event.getOffsetX(), bench.timeline().events()));
    }

    private void hover(MouseEvent event) {
        int events = bench.timeline().events();
        int position = picture.positionAt(event.getOffsetX(), events);
        tip.setHidden(position == 0 || dragging || event.getOffsetX() < LanesPicture.LEFT);
        if (position > 0) {
            Dom.text(tip, "#" + position + "  " + bench.sentenceOf(position - 1));
            boolean right = event.getOffsetX() > slider.getClientWidth() / 2;
            tip.getStyle().setProperty("left", right ? "auto" : event.getOffsetX() + 12 + "px");
            tip.getStyle()
                    .setProperty("right", right ? slider.getClientWidth() - event.getOffsetX() + 12 + "px" : "auto");
        }
    }

    private void key(KeyboardEvent event) {
        if (event.isCtrlKey() || event.isAltKey() || event.isMetaKey()) {
            return;
        }
        Timeline timeline = bench.timeline();
        switch (event.getKey()) {
            case "ArrowLeft", "ArrowDown" -> bench.stepEvent(-1);
            case "ArrowRight", "ArrowUp" -> bench.stepEvent(1);
            case "PageDown" -> bench.stepCommand(-1);
            case "PageUp" -> bench.stepCommand(1);
            case "Home" -> bench.seekAndSay(0);
            case "End" -> bench.seekAndSay(timeline.events());
            case "," -> bench.stepEvent(-PAGE);
            case "." -> bench.stepEvent(PAGE);
            case "+", "=" -> zoom(2);
            case "-" -> zoom(0.5);
            case "0" -> zoom(0);
            default -> {
                return;
            }
        }
        transport.pause();
        event.preventDefault();
    }

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.POSITION | Painter.EVENTS | Painter.LOOK | Painter.PART)) == 0) {
            return;
        }
        Timeline timeline = bench.timeline();
        int width = slider.getClientWidth();
        int height = slider.getClientHeight();
        boolean resized = picture.sizeDiffers(width, height);
        if (resized) {
            picture.resize(width, height);
        }
        boolean moved = !dragging && picture.follow(timeline.event(), timeline.events());
        if (resized || moved || (changed & (Painter.EVENTS | Painter.LOOK | Painter.PART)) != 0) {
            picture.drawMarks(timeline);
        }
        picture.draw(timeline.event(), timeline.events());
        slider.setAttribute("aria-valuemax", Integer.toString(timeline.events()));
        slider.setAttribute("aria-valuenow", Integer.toString(timeline.event()));
        slider.setAttribute("aria-valuetext", bench.positionSentence());
        transport.paint(changed);
    }
}
