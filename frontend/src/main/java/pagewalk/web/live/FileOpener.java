package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;
import pagewalk.engine.Limits;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;
import pagewalk.web.dom.Browser;
import pagewalk.web.json.JsonWriter;

/** Opens commands as free play: they become a session of their own on the server, and the page goes there. */
public final class FileOpener {
    /** Told why it did not work. */
    @FunctionalInterface
    public interface Refusal {
        void because(String sentence);
    }

    private final String session = Browser.newId();
    private final List<String> lines = new ArrayList<>();
    private final Refusal refusal;

    private FileOpener(Refusal refusal) {
        this.refusal = refusal;
    }

    /** Opens a machine with these commands carried out. */
    public static void open(String config, List<String> commands, Refusal refusal) {
        FileOpener opener = new FileOpener(refusal);
        opener.lines.addAll(commands);
        opener.create(config);
    }

    /** Opens a session file, if it is one of free play. */
    public static void open(String text, Refusal refusal) {
        switch (SessionFile.parse(text)) {
            case SessionFile.Parsed.Bad bad -> refusal.because("The file cannot be read: " + bad.sentence() + ".");
            case SessionFile.Parsed.Ok ok -> open(ok.file(), refusal);
        }
    }

    private static void open(SessionFile file, Refusal refusal) {
        String config = file.header().config();
        if (config == null) {
            refusal.because("The file is the session of a lab; only sessions of free machines open here.");
            return;
        }
        List<String> lines = new ArrayList<>();
        for (JournalLine line : file.lines()) {
            lines.add(line.text());
        }
        open(config, lines, refusal);
    }

    private void create(String config) {
        String request = new JsonWriter()
                .put("id", session)
                .put("lab", "free")
                .put("mode", "practice")
                .put("config", config)
                .text();
        Http.post("/api/sessions", request, answer -> {
            if (answer.ok()) {
                send(0);
            } else {
                refusal.because(answer.message());
            }
        });
    }

    private void send(int from) {
        if (from >= lines.size()) {
            Window.current().getLocation().assign("/play?session=" + session);
            return;
        }
        int to = Math.min(from + Limits.BATCH_COMMANDS, lines.size());
        String request = new JsonWriter()
                .put("base", from)
                .put("lines", new ArrayList<>(lines.subList(from, to)))
                .put("batch", Browser.newId())
                .text();
        Http.post("/api/sessions/" + session + "/journal", request, answer -> {
            if (answer.ok()) {
                send(to);
            } else {
                refusal.because(answer.message());
            }
        });
    }
}
