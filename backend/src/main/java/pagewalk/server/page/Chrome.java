package pagewalk.server.page;

import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import pagewalk.server.account.Person;

/** What every page shares: who looks at it, and the addresses of scripts and styles. */
public record Chrome(@Nullable Person me, @Nullable String appHash, String siteHash) {

    /** Who is logged in; only for pages that nobody else reaches. */
    public Person person() {
        if (me == null) {
            throw new Problem(401, "not-logged-in", "Log in first.");
        }
        return me;
    }

    /** Makes the chrome of a request. */
    @ApplicationScoped
    public static class Maker {
        private final SecurityIdentity identity;
        private final AppFiles app;
        private final SiteFiles site;

        Maker(SecurityIdentity identity, AppFiles app, SiteFiles site) {
            this.identity = identity;
            this.app = app;
            this.site = site;
        }

        /** For the request at hand. */
        public Chrome now() {
            return of(identity.isAnonymous() ? null : (Person) identity.getPrincipal());
        }

        /** Who sends the request at hand; 401 when nobody does. */
        public Person me() {
            return now().person();
        }

        /** For a person, or for nobody. */
        public Chrome of(@Nullable Person me) {
            return new Chrome(me, app.hash(), site.hash());
        }
    }
}
