package pagewalk.web;

import org.teavm.jso.dom.events.KeyboardEvent;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.bench.HelpDialog;
import pagewalk.web.console.ConsolePanel;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Store;
import pagewalk.web.stage.Lens;
import pagewalk.web.stage.StagePanel;
import pagewalk.web.timeline.LogPanel;
import pagewalk.web.timeline.TransportBar;

/** Single keys while the map has the focus; each of them is a button elsewhere. */
final class Shortcuts {
    private final Bench bench;
    private final StagePanel stage;
    private final TransportBar transport;
    private final ConsolePanel console;
    private final LogPanel log;
    private final HelpDialog help;

    Shortcuts(Bench bench, Panels panels) {
        this.bench = bench;
        stage = panels.stage();
        transport = panels.timeline().transport();
        console = panels.console();
        log = panels.log();
        help = panels.help();
        Listen.on(stage.focusTarget(), "keydown", event -> key((KeyboardEvent) event));
    }

    private void key(KeyboardEvent event) {
        if (event.isCtrlKey() || event.isAltKey() || event.isMetaKey()) {
            return;
        }
        boolean upOrDown = event.getKey().equals("ArrowUp") || event.getKey().equals("ArrowDown");
        boolean taken = event.isShiftKey() && upOrDown ? speed(event) : stage.key(event) || single(event.getKey());
        if (taken) {
            event.preventDefault();
        }
    }

    private boolean speed(KeyboardEvent event) {
        transport.faster(event.getKey().equals("ArrowUp") ? 1 : -1);
        return true;
    }

    private boolean single(String key) {
        if ("off".equals(Store.get("keys"))) {
            return false;
        }
        return move(key) || look(key) || go(key);
    }

    private boolean move(String key) {
        switch (key) {
            case " " -> transport.playOrPause();
            case "." -> step(() -> bench.stepEvent(1));
            case "," -> step(() -> bench.stepEvent(-1));
            case ">" -> step(() -> bench.stepCommand(1));
            case "<" -> step(() -> bench.stepCommand(-1));
            case "]" -> step(() -> sameKind(1));
            case "[" -> step(() -> sameKind(-1));
            case "b" -> transport.toggleBreak();
            case "r" -> transport.run();
            case "Home" -> step(() -> bench.seekAndSay(0));
            case "End" -> step(() -> bench.seekAndSay(bench.timeline().events()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void step(Runnable move) {
        transport.pause();
        move.run();
    }

    /** To the next or previous event of the kind of the current one. */
    private void sameKind(int direction) {
        Timeline timeline = bench.timeline();
        EventLog events = timeline.log();
        if (timeline.event() == 0) {
            bench.stepEvent(1);
            return;
        }
        int kind = events.kind(timeline.event() - 1);
        for (int i = timeline.event() - 1 + direction; i >= 0 && i < events.size(); i += direction) {
            if (events.kind(i) == kind) {
                bench.seekAndSay(i + 1);
                return;
            }
        }
        bench.say("No further event of this kind.");
    }

    private boolean look(String key) {
        switch (key) {
            case "1" -> stage.lens(Lens.OWNER);
            case "2" -> stage.lens(Lens.ORDER);
            case "3" -> {
                if (bench.memory().grouped()) {
                    stage.lens(Lens.MIGRATETYPE);
                }
            }
            case "+", "=" -> stage.zoom(2);
            case "-" -> stage.zoom(0.5);
            case "0" -> stage.fit();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean go(String key) {
        switch (key) {
            case "g" -> transport.focusPosition();
            case "/" -> console.focus();
            case "l" -> log.focus();
            case "?" -> help.open();
            default -> {
                return false;
            }
        }
        return true;
    }
}
