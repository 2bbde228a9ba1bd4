package pagewalk.server.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lines that arrived together. Only ever added: the journal of a session is its batches in order of their base. */
@Entity
@Table(name = "journal_batch")
@IdClass(JournalBatch.Key.class)
public class JournalBatch extends PanacheEntityBase {

    /** A session has one batch at each base. */
    public record Key(UUID sessionId, int base) {}

    @Id
    @Column(name = "session_id")
    public UUID sessionId;

    /** The journal's length before these lines. */
    @Id
    public int base;

    /** Made by the client, so that a repeated append is recognised. */
    public UUID batch;

    public int count;

    /** The lines, joined by newlines. */
    public String lines;

    @Column(name = "created_at")
    public Instant createdAt;

    static Uni<@Nullable JournalBatch> of(UUID session, UUID batch) {
        return find("sessionId = ?1 and batch = ?2", session, batch).firstResult();
    }

    /** The batches that hold lines from {@code from} on, in order. */
    static Uni<List<JournalBatch>> since(UUID session, int from) {
        return list("sessionId = ?1 and base + count > ?2 order by base", session, from);
    }
}
