package pagewalk.server.account;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.text.Normalizer;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A person: a guest without name and password, a student, or an instructor of one course. */
@Entity
public class Account extends PanacheEntityBase {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");

    @Id
    public UUID id;

    public String kind;

    @Column(name = "course_id")
    public @Nullable UUID courseId;

    public @Nullable String name;

    /** The name as it is looked up and kept unique; see {@link #key}. */
    @Column(name = "name_key")
    public @Nullable String nameKey;

    /** The bcrypt hash. */
    public @Nullable String password;

    /** Not null after an instructor's reset: the password must be replaced before this. */
    @Column(name = "password_expires_at")
    public @Nullable Instant passwordExpiresAt;

    @Column(name = "created_at")
    public Instant createdAt;

    /** The account with that name, whatever its case; null when there is none. */
    public static Uni<@Nullable Account> byName(String name) {
        return find("nameKey", key(name)).firstResult();
    }

    /** What two spellings of one name share, in any script: composed, without case, all blanks alike. */
    static String key(String name) {
        String composed = Normalizer.normalize(name, Normalizer.Form.NFKC);
        return BLANKS.matcher(composed).replaceAll(" ").strip().toLowerCase(Locale.ROOT);
    }

    void rename(String newName) {
        name = newName;
        nameKey = key(newName);
    }

    static Account guest() {
        Account account = new Account();
        account.id = UUID.randomUUID();
        account.kind = Role.GUEST;
        account.createdAt = Instant.now();
        return account;
    }
}
