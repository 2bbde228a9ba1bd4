package pagewalk.web.pressure;

import pagewalk.web.dom.Browser;
import pagewalk.web.stage.Rgb;

/** The page's tokens, ready for canvas. */
final class Colours {
    private static final String[] KINDS = {"--mm-anon", "--mm-movable", "--mm-file-clean", "--mm-file-dirty"};

    private final String[] fill = new String[KINDS.length];
    private final String[] ink = new String[KINDS.length];
    private String background = "";
    private String text = "";
    private String soft = "";
    private String accent = "";
    private String line = "";
    private String border = "";
    private String swapped = "";
    private String zswap = "";
    private String low = "";
    private String font = "";

    /** Reads them again: the theme changed. */
    void refresh() {
        for (int kind = 0; kind < KINDS.length; kind++) {
            int rgb = Rgb.parse(Browser.token(KINDS[kind]));
            fill[kind] = Rgb.css(rgb);
            ink[kind] = Rgb.dark(rgb) ? "#ffffff" : "#16181a";
        }
        background = Browser.token("--background");
        text = Browser.token("--text");
        soft = Browser.token("--text-soft");
        accent = Browser.token("--accent");
        line = Browser.token("--line");
        border = Browser.token("--mm-free-border");
        swapped = Browser.token("--mm-swapped");
        zswap = Browser.token("--mm-zswap");
        low = Browser.token("--mm-reclaimable");
        font = Browser.token("--font");
    }

    /** Fill of a kind of pages. */
    String fill(int kind) {
        return fill[kind];
    }

    /** Signs on that fill. */
    String ink(int kind) {
        return ink[kind];
    }

    String background() {
        return background;
    }

    String text() {
        return text;
    }

    String soft() {
        return soft;
    }

    String accent() {
        return accent;
    }

    String line() {
        return line;
    }

    String border() {
        return border;
    }

    String swapped() {
        return swapped;
    }

    String zswap() {
        return zswap;
    }

    String low() {
        return low;
    }

    String font(int px) {
        return px + "px " + font;
    }

    String bold(int px) {
        return "600 " + px + "px " + font;
    }
}
