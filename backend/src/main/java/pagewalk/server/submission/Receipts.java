package pagewalk.server.submission;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.server.ops.Secrets;

/**
 * Receipts: one line a student can keep, {@code pw1.ID.SHA256.MILLIS.SIGNATURE}, signed with the installation's key.
 * It proves that this installation stored that file at that time.
 */
@ApplicationScoped
public class Receipts {
    private static final String FORMAT = "pw1";
    private static final int FIELDS = 5;
    private static final int MAX_CHARS = 256;

    private final Pool pool;
    /** The installation's key once it has been read; a read that failed is tried again by the next receipt. */
    private volatile byte @Nullable [] known;

    Receipts(Pool pool) {
        this.pool = pool;
    }

    private Uni<byte[]> key() {
        byte[] secret = known;
        if (secret != null) {
            return Uni.createFrom().item(secret);
        }
        return pool.query("select key from installation")
                .execute()
                .map(rows -> rows.iterator().next().getBuffer(0).getBytes())
                .invoke(read -> known = read);
    }

    /** What a genuine receipt says. */
    public record Receipt(UUID id, String sha256, Instant receivedAt) {}

    Uni<String> of(Submission row) {
        String said = FORMAT + "." + row.id + "." + row.sha256 + "." + row.receivedAt.toEpochMilli();
        return key().map(secret -> said + "." + Secrets.sign(secret, "receipt " + said));
    }

    /** Reads a receipt; null when this installation did not sign it. */
    Uni<@Nullable Receipt> read(String text) {
        int end = text.lastIndexOf('.');
        String[] fields = text.split("\\.", FIELDS + 1);
        if (text.length() > MAX_CHARS || fields.length != FIELDS) {
            return Uni.createFrom().nullItem();
        }
        return key().map(secret -> {
            String signature = Secrets.sign(secret, "receipt " + text.substring(0, end));
            return Secrets.same(signature, text.substring(end + 1))
                    ? new Receipt(
                            UUID.fromString(fields[1]), fields[2], Instant.ofEpochMilli(Long.parseLong(fields[3])))
                    : null;
        });
    }
}
