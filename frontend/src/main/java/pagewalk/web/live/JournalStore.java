package pagewalk.web.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.teavm.jso.JSObject;
import org.teavm.jso.JSProperty;
import org.teavm.jso.browser.Window;
import org.teavm.jso.core.JSArray;
import org.teavm.jso.core.JSString;
import org.teavm.jso.dom.events.EventTarget;
import pagewalk.web.dom.Listen;

/**
 * The journal in this browser (IndexedDB): replicas by key, and their lines by replica and number. Where the browser
 * forbids it nothing is kept, and whoever saves is told.
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

        Transaction transaction(String[] stores, String mode);
    }

    interface Transaction extends EventTarget, JSObject {
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
        Listen.on(request, "upgradeneeded", event -> {
            Database fresh = (Database) request.getResult();
            fresh.createObjectStore(REPLICAS);
            fresh.createObjectStore(LINES);
        });
        Listen.on(request, "success", event -> {
            store.database = (Database) request.getResult();
            ready.take(store);
        });
        Listen.on(request, "error", event -> ready.take(store));
    }

    private static @Nullable Request request() {
        try {
            Factory factory = ((Holder) (JSObject) Window.current()).getIndexedDb();
            return factory == null ? null : factory.open("pagewalk", 1);
        } catch (RuntimeException forbidden) {
            return null;
        }
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
            replica.kept(texts.size());
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
        ObjectStore store =
                database.transaction(new String[] {storeName}, "readonly").objectStore(storeName);
        Request request = range == null ? store.getAll() : store.getAll(range);
        Listen.on(request, "success", event -> {
            JSArray<JSString> values = request.getResult().cast();
            List<String> texts = new ArrayList<>();
            for (int i = 0; i < values.getLength(); i++) {
                texts.add(values.get(i).stringValue());
            }
            taker.take(texts);
        });
        Listen.on(request, "error", event -> taker.take(List.of()));
    }

    /** Keeps the replica and its lines from one on, all of it or nothing; says whether it is kept. */
    void save(Replica replica, int from, Consumer<Boolean> done) {
        JSString key = JSString.valueOf(replica.key());
        List<String> lines = replica.lines();
        write(done, (replicas, store) -> {
            replicas.put(JSString.valueOf(replica.json()), key);
            if (from == 0) {
                store.delete(range(replica.key()));
            }
            for (int i = from; i < lines.size(); i++) {
                store.put(JSString.valueOf(lines.get(i)), JSString.valueOf(lineKey(replica.key(), i)));
            }
        });
    }

    void delete(Replica replica) {
        write(deleted -> {}, (replicas, lines) -> {
            replicas.delete(JSString.valueOf(replica.key()));
            lines.delete(range(replica.key()));
        });
    }

    private interface Work {
        void on(ObjectStore replicas, ObjectStore lines);
    }

    private void write(Consumer<Boolean> done, Work work) {
        if (database == null) {
            done.accept(false);
            return;
        }
        try {
            Transaction transaction = database.transaction(new String[] {REPLICAS, LINES}, "readwrite");
            Listen.on(transaction, "complete", event -> done.accept(true));
            Listen.on(transaction, "abort", event -> done.accept(false));
            work.on(transaction.objectStore(REPLICAS), transaction.objectStore(LINES));
        } catch (RuntimeException closed) {
            database = null;
            done.accept(false);
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
