package pagewalk.web;

import java.util.ArrayList;
import java.util.List;
import org.teavm.jso.browser.Window;
import pagewalk.engine.Limits;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;
import pagewalk.web.dom.Browser;
import pagewalk.web.json.JsonWriter;
import pagewalk.web.live.Http;

/** Opens a session file of free play: it becomes a session of its own on the server, and the page goes there. */
final class FileOpener {
    /** Told why it did not work. */
    @FunctionalInterface
    interface Refusal {
        void because(String sentence);
    }

    private final String session = Browser.newId();
    private final List<String> lines = new ArrayList<>();
    private final Refusal refusal;

    private FileOpener(Refusal refusal) {
        this.refusal = refusal;
    }

    static void open(String text, Refusal refusal) {
        switch (SessionFile.parse(text)) {
            case SessionFile.Parsed.Bad bad -> refusal.because("The file cannot be read: " + bad.sentence() + ".");
            case SessionFile.Parsed.Ok ok -> new FileOpener(refusal).create(ok.file());
        }
    }

    private void create(SessionFile file) {
        String config = file.header().config();
        if (config == null) {
            refusal.because("The file is the session of a lab; only sessions of free machines open here.");
            return;
        }
        for (JournalLine line : file.lines()) {
            lines.add(line.text());
        }
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
