package pagewalk.web.live;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.ajax.XMLHttpRequest;
import org.teavm.jso.dom.html.HTMLElement;
import pagewalk.web.dom.Dom;
import pagewalk.web.json.Json;

/** Requests to the server, with the page's CSRF token; nothing is thrown, a lost network is status 0. */
public final class Http {
    private static final int TIMEOUT_MS = 20_000;

    private Http() {}

    /** What the server said. */
    public record Answer(int status, String text) {
        public boolean ok() {
            return status >= 200 && status < 300;
        }

        /** True when no server answered, or one that is not ready: trying again later is right. */
        public boolean tryLater() {
            return status == 0 || status == 429 || status >= 500;
        }

        public @Nullable Json json() {
            return text.isEmpty() ? null : Json.parse(text);
        }

        /** The server's own sentence about a refusal, or one of ours. */
        public String message() {
            Json json = json();
            String message = json == null ? null : json.text("message");
            if (message != null) {
                return message;
            }
            return status == 0 ? "The server cannot be reached." : "The server answered with status " + status + ".";
        }

        /** The server's code for a refusal, empty when there is none. */
        public String error() {
            Json json = json();
            return json == null ? "" : json.text("error", "");
        }
    }

    /** Takes an answer. */
    @FunctionalInterface
    public interface Taker {
        void take(Answer answer);
    }

    public static void get(String path, Taker taker) {
        send("GET", path, null, taker);
    }

    public static void post(String path, String json, Taker taker) {
        send("POST", path, json, taker);
    }

    private static void send(String method, String path, @Nullable String json, Taker taker) {
        XMLHttpRequest request = new XMLHttpRequest();
        request.open(method, path);
        ((Timed) request).setTimeout(TIMEOUT_MS);
        request.setRequestHeader("Accept", "application/json, text/plain");
        if (json != null) {
            request.setRequestHeader("Content-Type", "application/json");
            request.setRequestHeader("X-CSRF-TOKEN", csrfToken());
        }
        request.addEventListener(
                "load", event -> taker.take(new Answer(request.getStatus(), request.getResponseText())));
        request.addEventListener("error", event -> taker.take(new Answer(0, "")));
        request.addEventListener("timeout", event -> taker.take(new Answer(0, "")));
        if (json == null) {
            request.send();
        } else {
            request.send(json);
        }
    }

    /** A property that TeaVM's class leaves out. */
    interface Timed extends org.teavm.jso.JSObject {
        @org.teavm.jso.JSProperty
        void setTimeout(int milliseconds);
    }

    private static String csrfToken() {
        HTMLElement meta = Dom.document().querySelector("meta[name='csrf-token']");
        String token = meta == null ? null : meta.getAttribute("content");
        return token == null ? "" : token;
    }
}
