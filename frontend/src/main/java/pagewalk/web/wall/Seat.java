package pagewalk.web.wall;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.core.JSDate;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.json.Json;

/** One student's place on the wall, as a tile and as a row of the table; it stays where it is. */
final class Seat {
    private final String member;
    private final int number;
    private final Thumb thumb = new Thumb();
    private final HTMLElement tile = Dom.el("li", "tile");
    private final HTMLElement tileLink = Dom.el("a");
    private final HTMLElement tileName = Dom.el("span", "name");
    private final HTMLElement tileLab = Dom.el("span", "lab");
    private final HTMLElement tileStep = Dom.el("span", "step");
    private final HTMLElement tileStopped = Dom.el("span", "stopped");
    private final HTMLElement tileSeen = Dom.el("span", "seen");
    private final HTMLElement row = Dom.el("tr");
    private final HTMLElement rowLink = Dom.el("a");
    private final HTMLElement[] cells = new HTMLElement[6];
    private @Nullable Json news;
    private String session = "";
    private String name = "";
    private String lab = "";
    private double seen;

    /** {@code number} counts seats from 1. */
    Seat(String member, int number) {
        this.member = member;
        this.number = number;
        tile.setHidden(true);
        row.setHidden(true);
        Dom.with(tile, Dom.with(tileLink, thumb.canvas(), tileName, tileLab, tileStep, tileStopped, tileSeen));
        HTMLElement head = Dom.el("th");
        head.setAttribute("scope", "row");
        row.appendChild(Dom.with(head, rowLink));
        for (int i = 0; i < cells.length; i++) {
            cells[i] = Dom.el("td");
            row.appendChild(cells[i]);
        }
    }

    String member() {
        return member;
    }

    HTMLElement tile() {
        return tile;
    }

    HTMLElement row() {
        return row;
    }

    /** Takes news; they are shown by {@link #show}. */
    void take(Json tile) {
        thumb.take(tile);
        news = tile;
    }

    /** Whether there are news that were not shown. */
    boolean hasNews() {
        return news != null;
    }

    /** Shows what was taken. */
    void show(WallLook look) {
        Json now = news;
        if (now != null) {
            news = null;
            take(now, look);
            tile.setHidden(false);
            row.setHidden(false);
        }
        thumb.draw(look.colours());
        String shownName = look.hidesNames() ? "Seat " + number : name;
        Dom.text(tileName, shownName);
        Dom.text(rowLink, shownName);
        tick();
    }

    private void take(Json now, WallLook look) {
        session = now.text("session", session);
        name = now.text("name", name);
        lab = now.text("lab", lab);
        seen = JSDate.parse(now.text("lastActivity", ""));
        tileLink.setAttribute("href", "/watch/" + session);
        rowLink.setAttribute("href", "/watch/" + session);
        String title = lab.equals("free") ? "Free play" : look.title(lab);
        String progress = now.text("progress", "");
        String part = now.text("part", "");
        int step = now.number("step", 0);
        Dom.text(tileLab, title + (progress.isEmpty() ? "" : " · " + progress));
        Dom.text(tileStep, (lab.equals("free") ? "" : part + " · ") + "step " + step);
        String stopped = now.text("stopped", "");
        Dom.text(tileStopped, stopped);
        tileStopped.setHidden(stopped.isEmpty());
        Dom.text(cells[0], title);
        Dom.text(cells[1], lab.equals("free") ? "" : part);
        Dom.text(cells[2], stopped.isEmpty() ? Integer.toString(step) : step + ". " + stopped);
        Dom.text(cells[3], progress);
        Dom.text(cells[4], thumb.used() + " %");
    }

    /** Says anew how long ago the last activity was. */
    void tick() {
        String words = ago((int) ((JSDate.now() - seen) / 1000));
        Dom.text(tileSeen, words);
        Dom.text(cells[5], words);
        tile.setAttribute("data-idle", words.endsWith("min ago") ? "true" : "false");
    }

    private static String ago(int seconds) {
        if (seconds < 5) {
            return "now";
        }
        return seconds < 60 ? seconds / 5 * 5 + " s ago" : seconds / 60 + " min ago";
    }
}
