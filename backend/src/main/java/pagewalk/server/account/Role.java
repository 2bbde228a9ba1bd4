package pagewalk.server.account;

/** The kinds of account, which are the roles that endpoints ask for. */
public final class Role {
    public static final String GUEST = "guest";
    public static final String STUDENT = "student";
    public static final String INSTRUCTOR = "instructor";

    private Role() {}
}
