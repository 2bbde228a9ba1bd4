package pagewalk.lab.model;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;

/** A part as it stands after some commands: what checks and goals look at. Commands count from 0, start included. */
public interface RunView {
    Machine machine();

    /** Every event so far; those of command {@code i} are {@code firstEvent(i) <= e < endEvent(i)}. */
    EventLog log();

    /** How many commands the part ran by itself before the student's first. */
    int startCommands();

    /** All commands so far, the start's included. */
    int commands();

    Command command(int i);

    /** What command {@code i} was answered; null where answers are not kept. */
    default @Nullable Reply reply(int i) {
        return null;
    }

    int firstEvent(int i);

    int endEvent(int i);

    /** The command that gave the name its latest result, or -1. */
    default int commandNamed(String name) {
        for (int i = commands() - 1; i >= 0; i--) {
            if (name.equals(command(i).as()) && log().kind(endEvent(i) - 1) != EventKind.REFUSED.code()) {
                return i;
            }
        }
        return -1;
    }

    /** The first event after the start, or the end when the student did nothing. */
    default int firstOwnEvent() {
        if (commands() <= startCommands()) {
            return endOfLog();
        }
        return firstEvent(startCommands());
    }

    /** One past the last event of the last command. */
    default int endOfLog() {
        return commands() == 0 ? 0 : endEvent(commands() - 1);
    }

    /** The last event of a command that has a deciding rule, or its first event. */
    default int decidingEvent(int command) {
        for (int e = endEvent(command) - 1; e > firstEvent(command); e--) {
            if (log().rule(e) != 0) {
                return e;
            }
        }
        return firstEvent(command);
    }

    /** The command a student calls number {@code n} (1 = the first of their own), or null. */
    default @Nullable Command own(int n) {
        int i = startCommands() + n - 1;
        return n < 1 || i >= commands() ? null : command(i);
    }
}
