package pagewalk.engine.command;

/** What a line of text turned out to be. */
public sealed interface Parsed {
    /** A well-formed command. */
    record Ok(Command command) implements Parsed {}

    /** Nothing but white space or a comment. */
    record Blank() implements Parsed {}

    /**
     * Not a command.
     *
     * @param column where it goes wrong, 1 for the first character
     * @param message one sentence that names the field, what is allowed and what was written
     */
    record Malformed(int column, String message) implements Parsed {}
}
