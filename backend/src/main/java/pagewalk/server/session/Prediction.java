package pagewalk.server.session;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import pagewalk.lab.Commits;

/** An answer committed before its truth was shown; one a question and attempt, never changed. */
@Entity
@IdClass(Prediction.Key.class)
public class Prediction extends PanacheEntityBase {

    /** One answer a question of an attempt. */
    public record Key(UUID accountId, String lab, int attempt, String part, int question) {}

    @Id
    @Column(name = "account_id")
    public UUID accountId;

    @Id
    public String lab;

    @Id
    public int attempt;

    @Id
    public String part;

    @Id
    public int question;

    public String answer;

    @Column(name = "created_at")
    public Instant createdAt;

    /** All answers of an attempt. */
    public static Uni<List<Prediction>> of(UUID account, String lab, int attempt) {
        return list("accountId = ?1 and lab = ?2 and attempt = ?3 order by createdAt", account, lab, attempt);
    }

    /** The same as the lab model has it. */
    public static Commits commits(List<Prediction> predictions) {
        Commits commits = Commits.NONE;
        for (Prediction one : predictions) {
            commits = commits.with(one.part, one.question, one.answer);
        }
        return commits;
    }
}
