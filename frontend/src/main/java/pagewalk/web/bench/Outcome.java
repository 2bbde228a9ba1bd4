package pagewalk.web.bench;

import pagewalk.engine.Reply;

/** What came of a typed line. */
public sealed interface Outcome {
    /** The command was carried out, or refused by the machine; it is in the journal. */
    record Done(String text, Reply reply) implements Outcome {}

    /** The command is on its way to those who share the machine. */
    record Sent(String text) implements Outcome {}

    /** A file was looked at; nothing was recorded. */
    record Looked(String text, String body) implements Outcome {}

    /** The line is no command; {@code column} counts from 1. */
    record Malformed(String text, int column, String message) implements Outcome {}

    /** Commands cannot be given here and now. */
    record NotNow(String text, String reason) implements Outcome {}

    /** Nothing was typed. */
    record Blank() implements Outcome {}
}
