package pagewalk.web.wall;

import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.json.Digits;
import pagewalk.web.json.Json;

/** A student's memory as 32 x 32 cells, a pixel each; the page shows it larger. */
final class Thumb {
    static final int SIDE = 32;
    private static final int CELLS = SIDE * SIDE;
    /** Absent, free, allocated, used, moving, mixed. */
    private static final String[] TOKENS = {
        "--background", "--mm-free", "--mm-anon", "--mm-reserved", "--mm-movable", "--mm-slab"
    };

    private final byte[] cells = new byte[CELLS];
    private final HTMLCanvasElement canvas = (HTMLCanvasElement) Dom.el("canvas");
    private final CanvasRenderingContext2D g;

    Thumb() {
        canvas.setWidth(SIDE);
        canvas.setHeight(SIDE);
        canvas.setAttribute("aria-hidden", "true");
        g = (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    HTMLCanvasElement canvas() {
        return canvas;
    }

    /** Takes the whole picture or what changed of it. */
    void take(Json tile) {
        String whole = tile.text("thumb");
        if (whole != null) {
            decode(whole);
        }
        var runs = tile.texts("runs");
        for (int i = 0; i + 2 < runs.size(); i += 3) {
            int start = Digits.natural(runs.get(i));
            int end = Math.min(start + Digits.natural(runs.get(i + 1)), CELLS);
            byte state = (byte) Digits.natural(runs.get(i + 2));
            for (int cell = Math.max(start, 0); cell < end; cell++) {
                cells[cell] = state;
            }
        }
    }

    /** Base64 of a byte a cell. */
    private void decode(String text) {
        int bits = 0;
        int held = 0;
        int cell = 0;
        for (int i = 0; i < text.length() && cell < CELLS; i++) {
            int six = six(text.charAt(i));
            if (six < 0) {
                return;
            }
            held = held << 6 | six;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                cells[cell++] = (byte) (held >> bits);
            }
        }
    }

    private static int six(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }

    /** Share of the cells in use, in percent. */
    int used() {
        int there = 0;
        int used = 0;
        for (byte cell : cells) {
            there += cell != 0 ? 1 : 0;
            used += cell > 1 ? 1 : 0;
        }
        return there == 0 ? 0 : (100 * used + there / 2) / there;
    }

    /** Draws with the colours of the page as they are now, run by run. */
    void draw(String[] colours) {
        for (int row = 0; row < CELLS; row += SIDE) {
            int from = row;
            for (int i = row + 1; i <= row + SIDE; i++) {
                if (i == row + SIDE || cells[i] != cells[from]) {
                    int state = cells[from];
                    g.setFillStyle(colours[state >= 0 && state < colours.length ? state : 0]);
                    g.fillRect(from - row, row / SIDE, i - from, 1);
                    from = i;
                }
            }
        }
    }

    /** The colour of each state. */
    static String[] colours() {
        String[] colours = new String[TOKENS.length];
        for (int i = 0; i < TOKENS.length; i++) {
            colours[i] = Browser.token(TOKENS[i]);
        }
        return colours;
    }
}
