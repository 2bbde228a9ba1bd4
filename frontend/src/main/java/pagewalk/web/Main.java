package pagewalk.web;

/** The entry of the browser program. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {}
}
