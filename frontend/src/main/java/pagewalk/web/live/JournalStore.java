package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.EventListener;
import org.teavm.jso.dom.events.EventTarget;

/**
 * The journal in this browser (IndexedDB): replicas by key, and their lines by replica and number. Where the browser
 * forbids it, nothing is kept and {@link #keeps} says so.
 */
public final class JournalStore {
    private static final String REPLICAS = "replicas";
    private static final String LINES = "lines";

    private @Nullable Database database;

    private JournalStore() {}

    interface Factory extends JSObject {
        Request open(String name, int version);
    }

    interface Request extends EventTarget, JSObject {
        @JSProperty
        JSObject getResult();
    }

    interface Database extends JSObject {
        ObjectStore createObjectStore(String name);

        Transaction transaction(String store, String mode);
    }

    interface Transaction extends JSObject {
        ObjectStore objectStore(String name);
    }

    interface ObjectStore extends JSObject {
        Request put(JSObject value, JSObject key);

        Request getAll();

        Request getAll(JSObject range);

        Request delete(JSObject key);
    }

    interface KeyRanges extends JSObject {
        JSObject bound(JSObject lower, JSObject upper);
    }

    interface Holder extends JSObject {
        @JSProperty("indexedDB")
        @Nullable
        Factory getIndexedDb();

        @JSProperty("IDBKeyRange")
        KeyRanges getKeyRanges();
    }

    /** Takes what was read. */
    @FunctionalInterface
    public interface Taker<T> {
        void take(T value);
    }

    /** Opens the database; the store always comes, also where nothing can be kept. */
    public static void open(Taker<JournalStore> ready) {
        JournalStore store = new JournalStore();
        Request request = request();
        if (request == null) {
            ready.take(store);
            return;
        }
        request.addEventListener("upgradeneeded", event -> {
            Database fresh = (Database) request.getResult();
            fresh.createObjectStore(REPLICAS);
            fresh.createObjectStore(LINES);
        });
        request.addEventListener("success", event -> {
            store.database = (Database) request.getResult();
            ready.take(store);
        });
        EventListener<?> without = event -> ready.take(store);
        request.addEventListener("error", without);
    }

    private static @Nullable Request request() {
        try {
            Factory factory = ((Holder) (JSObject) Window.current()).getIndexedDb();
            return factory == null ? null : factory.open("pagewalk", 1);
        } catch (RuntimeException forbidden) {
            return null;
        }
    }

    /** Whether work outlives the page. */
    public boolean keeps() {
        return database != null;
    }

    /** Every replica in this browser, without its lines. */
    void replicas(Taker<List<Replica>> taker) {
        readAll(REPLICAS, null, texts -> {
            List<Replica> replicas = new ArrayList<>();
            for (String text : texts) {
                Replica replica = Replica.parse(text);
                if (replica != null) {
                    replicas.add(replica);
                }
            }
            taker.take(replicas);
        });
    }

    /** Reads the lines of a replica into it. */
    void readLines(Replica replica, Runnable done) {
        readAll(LINES, range(replica.key()), texts -> {
            replica.replaceLines(texts);
            if (replica.acked() > texts.size()) {
                replica.acked(texts.size());
            }
            done.run();
        });
    }

    private void readAll(String storeName, @Nullable JSObject range, Taker<List<String>> taker) {
        if (database == null) {
            taker.take(List.of());
            return;
        }
        ObjectStore store = database.transaction(storeName, "readonly").objectStore(storeName);
        Request request = range == null ? store.getAll() : store.getAll(range);
        request.addEventListener("success", event -> {
            JSArray<JSString> values = request.getResult().cast();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < values.getLength(); i++) {
                texts.add(values.get(i).stringValue());
            }
            taker.take(texts);
        });
        request.addEventListener("error", event -> taker.take(List.of()));
    }

    void write(Replica replica) {
        if (database != null) {
            ObjectStore store = database.transaction(REPLICAS, "readwrite").objectStore(REPLICAS);
            store.put(JSString.valueOf(replica.json()), JSString.valueOf(replica.key()));
        }
    }

    /** Writes the lines of a replica from one on. */
    void writeLines(Replica replica, int from) {
        if (database != null && from < replica.lines().size()) {
            ObjectStore store = database.transaction(LINES, "readwrite").objectStore(LINES);
            for (int i = from; i < replica.lines().size(); i++) {
                store.put(JSString.valueOf(replica.lines().get(i)), JSString.valueOf(lineKey(replica.key(), i)));
            }
        }
    }

    void delete(Replica replica) {
        if (database != null) {
            database.transaction(REPLICAS, "readwrite").objectStore(REPLICAS).delete(JSString.valueOf(replica.key()));
            database.transaction(LINES, "readwrite").objectStore(LINES).delete(range(replica.key()));
        }
    }

    private static JSObject range(String key) {
        Holder window = (Holder) (JSObject) Window.current();
        return window.getKeyRanges().bound(JSString.valueOf(key + "/"), JSString.valueOf(key + "/~"));
    }

    /** Numbers of seven digits sort as texts. */
    private static String lineKey(String key, int line) {
        return key + "/" + Integer.toString(10_000_000 + line).substring(1);
    }
}
