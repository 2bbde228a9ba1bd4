package pagewalk.web;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.bench.HelpDialog;
import pagewalk.web.dom.Browser;
import pagewalk.web.dom.Dom;
import pagewalk.web.dom.Icon;
import pagewalk.web.dom.Painter;
import pagewalk.web.live.JournalSync;

/** The chips and buttons in the page's header: engine, saved or unsent, file, help, theme. */
final class AppTools implements Painter.Panel {
    private final HTMLElement saved = Dom.el("span", "chip");
    private final @Nullable JournalSync sync;
    private final HTMLElement warning = Dom.el("p", "banner");

    AppTools(String engine, HelpDialog help, @Nullable JournalSync sync) {
        this.sync = sync;
        HTMLElement place = place();
        HTMLElement chip = Dom.el("span", "chip", "engine: " + engine);
        chip.setId("engine");
        chip.setTitle("What runs the simulated machine in this browser");
        saved.setId("saved");
        saved.setHidden(sync == null);
        HTMLElement theme = Dom.iconButton(Icon.THEME, "Light or dark", () -> {});
        theme.setAttribute("data-theme-toggle", "");
        HTMLElement keys = Dom.button("?", help::open);
        keys.setAttribute("aria-label", "Keys and help");
        keys.setTitle("Keys and help");
        keys.setClassName("icon");
        warning.setId("only-here");
        warning.setAttribute("role", "alert");
        warning.setHidden(true);
        Dom.with(place, saved, chip, keys, theme);
        Dom.with((HTMLElement) place.getParentNode(), warning);
    }

    private static HTMLElement place() {
        HTMLElement place = Dom.el("div", "lab-tools");
        HTMLElement header = Dom.document().querySelector("header");
        if (header == null) {
            Dom.byId("lab").appendChild(place);
        } else {
            header.appendChild(place);
        }
        return place;
    }

    /** Adds something that the whole page should show, before everything else. */
    void first(HTMLElement element) {
        HTMLElement place = (HTMLElement) saved.getParentNode();
        place.insertBefore(element, place.getFirstChild());
    }

    /** Adds a button right after the word about what is saved. */
    void afterSaved(HTMLElement element) {
        ((HTMLElement) saved.getParentNode()).insertBefore(element, saved.getNextSibling());
    }

    /** Adds the button that saves the session as a file. */
    void files(String name, Supplier<String> text) {
        afterSaved(Dom.iconButton(Icon.SAVE, "Download this session (.pw)", () -> Browser.download(name, text.get())));
    }

    @Override
    public void paint(int changed) {
        if (sync == null || (changed & Painter.LIVE) == 0) {
            return;
        }
        int unsent = sync.replica().unsent();
        boolean allSaved = unsent == 0 && sync.state() != JournalSync.State.REFUSED;
        boolean trouble = !reason().isEmpty();
        saved.setClassName(allSaved ? "chip good" : trouble ? "chip warn" : "chip");
        Dom.text(saved, allSaved ? "✓ saved" : (trouble ? "▲ " : "") + unsent + " unsent" + reason());
        String kept = sync.keeps() ? " Your work is kept in this browser." : " This browser keeps nothing.";
        saved.setTitle(allSaved ? "The server has all you did." : sync.problem() + kept);
        int only = sync.onlyHere();
        warning.setHidden(only == 0);
        Dom.text(
                warning,
                "▲ This browser keeps nothing (its storage is full or forbidden). "
                        + (only == 1 ? "1 command is" : only + " commands are")
                        + " only on this screen: do not close the page until they are saved.");
    }

    private String reason() {
        return switch (sync == null ? JournalSync.State.SAVED : sync.state()) {
            case OFFLINE -> " · offline";
            case SIGNED_OUT -> " · log in again";
            case REFUSED -> " · refused";
            default -> "";
        };
    }
}
