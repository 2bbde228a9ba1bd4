package pagewalk.server.account;

import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.text.Normalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;
import pagewalk.server.course.Course;
import pagewalk.server.ops.RateLimits;
import pagewalk.server.ops.RateLimits.Limit;
import pagewalk.server.ops.Secrets;
import pagewalk.server.page.Problem;

/** Makes accounts, logs people in, and changes their passwords. Hashing happens outside database sessions. */
@ApplicationScoped
public class Accounts {
    private static final Duration RESET_LIFE = Duration.ofDays(3);
    private static final int NAME_CHARS = 60;
    private static final String WRONG = "wrong-login";
    private static final int TEMPORARY_GROUPS = 3;

    private final Logins logins;
    private final Passwords passwords;
    private final RateLimits limits;

    Accounts(Logins logins, Passwords passwords, RateLimits limits) {
        this.logins = logins;
        this.passwords = passwords;
        this.limits = limits;
    }

    /** A name and a password as somebody typed them. */
    public record Credentials(String name, String password) {
        /** Names longer than any account's share a key, so that they cannot fill the buckets. */
        String key() {
            return name.length() > NAME_CHARS ? "too long" : Account.key(name);
        }
    }

    /** Checks name and password and opens a login; gives its token. */
    Uni<String> logIn(Credentials given, String address) {
        takeTry(given, address);
        return Panache.withSession(() -> Account.byName(given.name()))
                .chain(account -> passwords
                        .matches(given.password(), account == null ? null : account.password)
                        .chain(right -> {
                            if (account == null || !right || isExpired(account)) {
                                throw new Problem(401, WRONG, "That name and password do not belong together.");
                            }
                            return logins.open(account.id);
                        }))
                .invoke(token -> giveTryBack(given, address))
                .onFailure(e -> !(e instanceof Problem problem && problem.code().equals(WRONG)))
                .invoke(e -> giveTryBack(given, address));
    }

    /** Makes a student of the course with that code; a guest keeps the row, and so the work. Gives a login's token. */
    Uni<String> join(String code, Credentials given, @Nullable Person guest, String address) {
        limits.check(Limit.ADDRESS_FAILURES, address);
        String name = checkedName(given.name());
        String password = Passwords.checked(given.password());
        return Panache.withSession(() -> Course.byJoinCode(code)).chain(course -> {
            if (course == null) {
                limits.tryTake(Limit.ADDRESS_FAILURES, address);
                throw Problem.bad("code", "No course has the join code '" + code + "'; ask your instructor for it.");
            }
            limits.take(Limit.NEW_ACCOUNTS, address);
            UUID id = guest == null ? UUID.randomUUID() : guest.id();
            return passwords
                    .hash(password)
                    .chain(hash -> named(name, () -> become(id, Role.STUDENT, course.id, name, hash)))
                    .chain(() -> logins.endAll(id, null))
                    .chain(() -> logins.open(id));
        });
    }

    /** Makes an account without name and password and gives a login's token. */
    Uni<String> guest(String address) {
        limits.take(Limit.NEW_ACCOUNTS, address);
        Account account = Account.guest();
        return Panache.withTransaction(account::persist).chain(() -> logins.open(account.id));
    }

    /** The unclaimed course that this claim token opens; 404 when it is wrong or used. */
    Uni<Course> claimable(String token, String address) {
        limits.check(Limit.ADDRESS_FAILURES, address);
        return Panache.withSession(Course::unclaimed).map(course -> {
            if (course == null || !Secrets.same(course.claimToken(), token)) {
                limits.tryTake(Limit.ADDRESS_FAILURES, address);
                throw Problem.notFound("claim link: it was used, or it is mistyped, link");
            }
            return course;
        });
    }

    /** Makes the course's instructor, once; gives a login's token. */
    Uni<String> claim(String token, Credentials given, String address) {
        String name = checkedName(given.name());
        String password = Passwords.checked(given.password());
        UUID id = UUID.randomUUID();
        return claimable(token, address)
                .chain(course -> passwords
                        .hash(password)
                        .chain(hash -> named(
                                name,
                                () -> claimOnce(course.id)
                                        .chain(() -> become(id, Role.INSTRUCTOR, course.id, name, hash)))))
                .chain(() -> logins.open(id));
    }

    /** Replaces the password of somebody who knows the present one; all other logins of the account end. */
    Uni<Void> changePassword(Person person, String present, String next) {
        limits.check(Limit.LOGIN_FAILURES, person.id().toString());
        String checked = Passwords.checked(next);
        if (next.equals(present)) {
            throw Problem.bad("password", "The new password is the present one: choose another.");
        }
        return Panache.withSession(() -> Account.<Account>findById(person.id()))
                .chain(account -> passwords.matches(present, account.password))
                .chain(right -> {
                    if (!right) {
                        limits.tryTake(Limit.LOGIN_FAILURES, person.id().toString());
                        throw Problem.bad("present", "The present password is not that one.");
                    }
                    return passwords.hash(checked);
                })
                .chain(hash -> store(person.id(), hash, null))
                .chain(() -> logins.endAll(person.id(), person));
    }

    /** Gives a student of the instructor's course a temporary password, to be replaced at the next login. */
    public Uni<String> reset(Person instructor, UUID student) {
        String temporary = Secrets.spoken(TEMPORARY_GROUPS);
        return Panache.withSession(() -> Account.<Account>find(
                                "id = ?1 and courseId = ?2 and kind = 'student'", student, instructor.course())
                        .firstResult())
                .onItem()
                .ifNull()
                .failWith(() -> Problem.notFound("student"))
                .chain(() -> passwords.hash(temporary))
                .chain(hash -> store(student, hash, Instant.now().plus(RESET_LIFE)))
                .chain(() -> logins.endAll(student, null))
                .replaceWith(temporary);
    }

    private static Uni<Void> store(UUID id, String hash, @Nullable Instant expires) {
        return Panache.withTransaction(() -> Account.<Account>findById(id).invoke(account -> {
                    account.password = hash;
                    account.passwordExpiresAt = expires;
                }))
                .replaceWithVoid();
    }

    /** A guest's row is upgraded; without one a row is made. */
    private static Uni<Account> become(UUID id, String kind, UUID course, String name, String hash) {
        return Account.<Account>findById(id, LockModeType.PESSIMISTIC_WRITE).chain(found -> {
            Account account = found == null ? Account.guest() : found;
            if (!account.kind.equals(Role.GUEST)) {
                throw new Problem(409, "already-joined", "This account is in a course already; log out first.");
            }
            account.id = id;
            account.kind = kind;
            account.courseId = course;
            account.rename(name);
            account.password = hash;
            return account.persistAndFlush();
        });
    }

    private static Uni<Void> claimOnce(UUID course) {
        return Course.<Course>findById(course, LockModeType.PESSIMISTIC_WRITE)
                .invoke(locked -> {
                    if (locked.claimedAt != null) {
                        throw Problem.notFound("claim link");
                    }
                    locked.claimedAt = Instant.now();
                })
                .replaceWithVoid();
    }

    /** Runs in a transaction; the unique index decides who of two gets a name. */
    private static <T> Uni<T> named(String name, Supplier<Uni<T>> work) {
        return Panache.withTransaction(work)
                .onFailure(Accounts::isTaken)
                .transform(e -> new Problem(
                                409,
                                "name-taken",
                                "The name '" + name + "' is taken; choose another one, or log in if it is yours.")
                        .with("field", "name"));
    }

    private static boolean isTaken(Throwable e) {
        return e instanceof ConstraintViolationException
                || String.valueOf(e.getMessage()).contains("account_name");
    }

    /** Only failures count, but they count before the slow hash, or many tries at once would all pass. */
    private void takeTry(Credentials given, String address) {
        limits.take(Limit.LOGIN_FAILURES, given.key() + " " + address);
        limits.take(Limit.LOGIN_NAME_FAILURES, given.key());
        limits.take(Limit.ADDRESS_FAILURES, address);
    }

    private void giveTryBack(Credentials given, String address) {
        limits.giveBack(Limit.LOGIN_FAILURES, given.key() + " " + address);
        limits.giveBack(Limit.LOGIN_NAME_FAILURES, given.key());
        limits.giveBack(Limit.ADDRESS_FAILURES, address);
    }

    private static boolean isExpired(Account account) {
        return account.passwordExpiresAt != null && account.passwordExpiresAt.isBefore(Instant.now());
    }

    /** Composed, so that the same name typed elsewhere is the same; nothing unseen, so that no two look alike. */
    private static String checkedName(String name) {
        String plain = Normalizer.normalize(name, Normalizer.Form.NFC).strip();
        if (plain.isEmpty() || plain.length() > NAME_CHARS) {
            throw Problem.bad(
                    "name", "A name has 1 to " + NAME_CHARS + " characters; this one has " + plain.length() + ".");
        }
        plain.codePoints().filter(Accounts::isUnseen).findFirst().ifPresent(unseen -> {
            throw Problem.bad(
                    "name",
                    "A name has no invisible characters; this one has " + String.format(Locale.ROOT, "U+%04X", unseen)
                            + ".");
        });
        return plain;
    }

    private static boolean isUnseen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
