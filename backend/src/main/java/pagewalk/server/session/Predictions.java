package pagewalk.server.session;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.Commits;
import pagewalk.lab.Lab;
import pagewalk.lab.Reveal;
import pagewalk.lab.RevealJson;
import pagewalk.lab.Variant;
import pagewalk.lab.VariantSeed;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Mode;
import pagewalk.lab.model.TextFault;
import pagewalk.server.account.Person;
import pagewalk.server.course.Course;
import pagewalk.server.lab.LabShelf;
import pagewalk.server.lab.LabVersions;
import pagewalk.server.page.Problem;

/** Commits graded predictions: stored first, revealed after, never changed. */
@ApplicationScoped
public class Predictions {
    private static final String STORE = """
            insert into prediction (account_id, lab, attempt, part, question, answer)
            values ($1, $2, $3, $4, $5, $6) on conflict do nothing""";

    private final LabShelf labs;
    private final LabVersions versions;
    private final Pool pool;

    Predictions(LabShelf labs, LabVersions versions, Pool pool) {
        this.labs = labs;
        this.versions = versions;
        this.pool = pool;
    }

    /** An answer to one question. */
    public record Ask(
            @Nullable String part,
            @Nullable Integer question,
            @Nullable String answer) {}

    private record Known(WorkSession session, Course course, Commits commits) {}

    private record Judged(Prediction prediction, String reveal) {}

    /** Stores the answer and gives the reveal as JSON; another answer to an answered question gives 409. */
    public Uni<String> commit(Person me, UUID session, Ask asked) {
        if (asked.part() == null || asked.question() == null || asked.answer() == null) {
            throw Problem.bad("answer", "A prediction has the fields part, question and answer.");
        }
        return Panache.withSession(() -> WorkSession.own(session, me.id()).chain(own -> known(me, own)))
                .chain(known -> versions.of(known.session().lab, known.session().scenario)
                        .chain(lab -> labs.off(() -> judged(me, lab, known, asked))))
                .chain(judged -> store(judged.prediction()).replaceWith(judged.reveal()));
    }

    private static Uni<Known> known(Person me, WorkSession session) {
        if (!session.mode.equals(Mode.GRADED.word())) {
            throw new Problem(409, "not-graded", "Predictions of a practice session stay in the browser.");
        }
        return Course.<Course>findById(me.course())
                .chain(course -> Prediction.of(me.id(), session.lab, session.attempt)
                        .map(found -> new Known(session, course, Prediction.commits(found))));
    }

    private static Judged judged(Person me, Lab lab, Known known, Ask asked) {
        WorkSession session = known.session();
        String part = String.valueOf(asked.part());
        int question = asked.question() == null ? 0 : asked.question();
        Variant variant = lab.variant(
                VariantSeed.graded(known.course().key, session.lab, me.id().toString(), session.attempt));
        try {
            Reveal reveal = variant.commit(part, question, String.valueOf(asked.answer()));
            String answer = reveal.answers().given().text();
            if (answer.isEmpty()) {
                throw Problem.bad("answer", "The answer is empty: fill in at least one field.");
            }
            checkOrder(known.commits(), part, question, answer);
            return new Judged(prediction(me, session, part, question, answer), RevealJson.of(reveal));
        } catch (TextFault fault) {
            throw Problem.bad(
                    "answer", "The answer cannot be read at column " + fault.column() + ": " + fault.reason() + ".");
        } catch (IllegalArgumentException e) {
            throw Problem.bad("question", "There is no such question: " + e.getMessage() + ".");
        }
    }

    /** Questions open one after the other, since each reveal shows the next one's machine. */
    private static void checkOrder(Commits commits, String part, int question, String answer) {
        Answer stored = commits.get(part, question);
        if (stored != null && !stored.text().equals(answer)) {
            throw committed(question, stored.text());
        }
        if (question > 1 && commits.get(part, question - 1) == null) {
            throw new Problem(
                    409,
                    "question-closed",
                    "Question " + question + " opens once question " + (question - 1) + " is answered.");
        }
    }

    /** One statement, committed by itself: of two answers that race, the first stays. */
    private Uni<Void> store(Prediction fresh) {
        Tuple values = Tuple.tuple()
                .addUUID(fresh.accountId)
                .addString(fresh.lab)
                .addInteger(fresh.attempt)
                .addString(fresh.part)
                .addInteger(fresh.question)
                .addString(fresh.answer);
        return pool.preparedQuery(STORE)
                .execute(values)
                .chain(rows -> rows.rowCount() == 1 ? Uni.createFrom().voidItem() : sameAsStored(fresh));
    }

    private static Uni<Void> sameAsStored(Prediction fresh) {
        return Panache.withSession(() -> Prediction.<Prediction>findById(
                        new Prediction.Key(fresh.accountId, fresh.lab, fresh.attempt, fresh.part, fresh.question)))
                .invoke(stored -> {
                    if (!stored.answer.equals(fresh.answer)) {
                        throw committed(fresh.question, stored.answer);
                    }
                })
                .replaceWithVoid();
    }

    private static Problem committed(int question, String answer) {
        return new Problem(
                        409,
                        "prediction-committed",
                        "Question " + question + " is answered already: " + answer + "; a commit cannot be taken back.")
                .with("answer", answer);
    }

    private static Prediction prediction(Person me, WorkSession session, String part, int question, String answer) {
        Prediction fresh = new Prediction();
        fresh.accountId = me.id();
        fresh.lab = session.lab;
        fresh.attempt = session.attempt;
        fresh.part = part;
        fresh.question = question;
        fresh.answer = answer;
        return fresh;
    }
}
