package pagewalk.web.stage;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.view.MemoryView;
import pagewalk.web.dom.Browser;

/** The colours of the page's tokens, ready for canvas: one entry for each category of a lens, free and not free. */
public final class Palette {
    private static final int KEPT = 16;

    private final String[] css = new String[2 * KEPT];
    private final String[] ink = new String[2 * KEPT];
    private final int[] pixel = new int[2 * KEPT];
    private final boolean[] shown = new boolean[KEPT];
    private Lens lens = Lens.OWNER;
    private @Nullable IntPredicate slab;

    private String background = "";
    private String text = "";
    private String textSoft = "";
    private String accent = "";
    private String other = "";
    private String line = "";
    private String border = "";
    private String surface = "";
    private String font = "";
    private String mono = "";

    /** Everything shown, owners first. */
    public Palette() {
        showAll();
        refresh();
    }

    /** Reads the tokens again: the theme or the lens changed. */
    public void refresh() {
        background = Browser.token("--background");
        text = Browser.token("--text");
        textSoft = Browser.token("--text-soft");
        accent = Browser.token("--accent");
        other = Browser.token("--other");
        line = Browser.token("--line");
        border = Browser.token("--mm-free-border");
        surface = Browser.token("--surface");
        font = Browser.token("--font");
        mono = Browser.token("--mono");
        int ground = Rgb.parse(background);
        for (int category = 0; category < lens.categories(); category++) {
            int taken = colour(category);
            int free = lens == Lens.MIGRATETYPE ? Rgb.mix(taken, ground, 22) : taken;
            set(2 * category, shown[category] ? free : Rgb.mix(free, ground, 12));
            set(2 * category + 1, shown[category] ? taken : Rgb.mix(taken, ground, 12));
        }
    }

    private void set(int entry, int rgb) {
        css[entry] = Rgb.css(rgb);
        pixel[entry] = Rgb.pixel(rgb);
        ink[entry] = Rgb.dark(rgb) ? "#ffffff" : "#16181a";
    }

    private int colour(int category) {
        return switch (lens) {
            case OWNER -> Rgb.parse(Browser.token(owner(category)));
            case ORDER -> {
                int low = Rgb.parse(Browser.token("--mm-order-low"));
                yield Rgb.mix(Rgb.parse(Browser.token("--mm-order-high")), low, category * 10);
            }
            case MIGRATETYPE -> Rgb.parse(Browser.token(type(category)));
        };
    }

    private static String owner(int category) {
        return switch (category) {
            case 0 -> "--mm-free";
            case 1 -> "--mm-anon";
            case 2 -> "--mm-reserved";
            case Lens.CPU -> "--mm-percpu";
            case Lens.SLAB -> "--mm-slab";
            default -> "--accent-soft";
        };
    }

    private static String type(int category) {
        return switch (category) {
            case 0 -> "--mm-unmovable";
            case 1 -> "--mm-movable";
            case 2 -> "--mm-reclaimable";
            default -> "--mm-slab";
        };
    }

    /** From now on blocks that begin where {@code isSlab} says so are drawn as slabs. */
    public void slabs(IntPredicate isSlab) {
        slab = isSlab;
    }

    boolean knowsSlabs() {
        return slab != null;
    }

    public Lens lens() {
        return lens;
    }

    public void lens(Lens next) {
        lens = next;
        showAll();
        refresh();
    }

    public boolean shown(int category) {
        return shown[category];
    }

    public boolean allShown() {
        for (int i = 0; i < lens.categories(); i++) {
            if (!shown[i]) {
                return false;
            }
        }
        return true;
    }

    private void showAll() {
        for (int i = 0; i < KEPT; i++) {
            shown[i] = true;
        }
    }

    /** Shows one category alone; a second time shows all again. */
    public void isolate(int category) {
        boolean alone = shown[category] && !allShown() && count() == 1;
        for (int i = 0; i < KEPT; i++) {
            shown[i] = alone || i == category;
        }
        refresh();
    }

    /** Hides or shows one category. */
    public void toggle(int category) {
        shown[category] = !shown[category];
        refresh();
    }

    private int count() {
        int count = 0;
        for (int i = 0; i < lens.categories(); i++) {
            count += shown[i] ? 1 : 0;
        }
        return count;
    }

    /** The entry of the block that begins at {@code head}; for the methods below. */
    int entry(MemoryView memory, int head) {
        int category = lens.categoryOf(memory, head);
        if (lens == Lens.OWNER && category == 1 && slab != null && slab.test(memory.blockHead(head))) {
            category = Lens.SLAB;
        }
        return 2 * category + (memory.state(head) == MemoryView.FREE ? 0 : 1);
    }

    /** Whether the legend lets the entry's category through. */
    boolean entryShown(int entry) {
        return shown[entry >> 1];
    }

    String css(int entry) {
        return css[entry];
    }

    /** Colour of words on the entry's fill. */
    String ink(int entry) {
        return ink[entry];
    }

    int pixel(int entry) {
        return pixel[entry];
    }

    /** The fill the legend shows for a category. */
    public String legend(int category) {
        return Rgb.css(colour(category));
    }

    public String background() {
        return background;
    }

    public String text() {
        return text;
    }

    public String textSoft() {
        return textSoft;
    }

    public String accent() {
        return accent;
    }

    /** Marks of other people. */
    public String other() {
        return other;
    }

    public String line() {
        return line;
    }

    public String surface() {
        return surface;
    }

    public String border() {
        return border;
    }

    /** A canvas font of this size in the page's face. */
    public String font(int px) {
        return px + "px " + font;
    }

    public String bold(int px) {
        return "600 " + px + "px " + font;
    }

    public String mono(int px) {
        return px + "px " + mono;
    }
}
