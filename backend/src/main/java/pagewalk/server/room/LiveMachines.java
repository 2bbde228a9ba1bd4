package pagewalk.server.room;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import pagewalk.engine.Limits;

/**
 * The machines this node keeps live for rooms and walls, within one budget of bytes, and the threads that step them.
 * The machine that was not used for the longest time goes first; its owner makes it again from the log.
 */
@ApplicationScoped
public class LiveMachines {
    private final Map<Object, Held> held = new LinkedHashMap<>(64, 0.75f, true);
    private final WorkerExecutor threads;
    private long bytes;

    LiveMachines(Vertx vertx) {
        threads = vertx.createSharedWorkerExecutor(
                "pagewalk-live", Runtime.getRuntime().availableProcessors());
    }

    private record Held(int bytes, Runnable drop) {}

    /** Steps a machine on a thread of its own, never on the event loop. */
    public <T> Uni<T> step(Callable<T> work) {
        return threads.executeBlocking(work, false);
    }

    /** Says that {@code owner} has used a machine of that size; {@code drop} makes the owner forget it. */
    public void used(Object owner, int size, Runnable drop) {
        List<Runnable> drops = new ArrayList<>();
        synchronized (held) {
            forget(owner);
            held.put(owner, new Held(size, drop));
            bytes += size;
            while (bytes > Limits.LIVE_MACHINE_BYTES && held.size() > 1) {
                Map.Entry<Object, Held> eldest = held.entrySet().iterator().next();
                drops.add(eldest.getValue().drop());
                forget(eldest.getKey());
            }
        }
        drops.forEach(Runnable::run);
    }

    /** Says that {@code owner} has no machine any more. */
    public void gone(Object owner) {
        synchronized (held) {
            forget(owner);
        }
    }

    /** How many machines are live. */
    public int count() {
        synchronized (held) {
            return held.size();
        }
    }

    /** Bytes of all live machines together. */
    public long bytes() {
        synchronized (held) {
            return bytes;
        }
    }

    private void forget(Object owner) {
        Held old = held.remove(owner);
        if (old != null) {
            bytes -= old.bytes();
        }
    }
}
