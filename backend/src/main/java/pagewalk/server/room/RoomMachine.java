package pagewalk.server.room;

import org.jboss.logging.Logger;
import pagewalk.engine.Machine;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.Events;

/** A room's machine after the entry {@code seq}; not safe for two threads at once. */
final class RoomMachine {
    private static final Logger LOG = Logger.getLogger(RoomMachine.class);

    private Machine machine;
    private int seq;
    private boolean diverged;

    private RoomMachine(Machine machine, int seq) {
        this.machine = machine;
        this.seq = seq;
    }

    /** The machine that a push sets up. */
    static RoomMachine after(RoomEntry push) {
        return new RoomMachine(Push.read(push.text()).machine(), push.seq());
    }

    int seq() {
        return seq;
    }

    String digest() {
        return machine.digest();
    }

    int bytes() {
        return machine.bytesBeside(null);
    }

    int commands() {
        return machine.commandsApplied();
    }

    /** Carries out the entry after {@code seq}; gives the digest that it has. */
    String carryOut(int next, String kind, String text) {
        if (kind.equals(RoomEntry.PUSH)) {
            machine = Push.read(text).machine();
            diverged = false;
        } else if (kind.equals(RoomEntry.COMMAND) && CommandText.parse(text) instanceof Parsed.Ok ok) {
            machine.run(ok.command(), Events.NONE);
        }
        seq = next;
        return machine.digest();
    }

    /** Carries out an entry that is stored; one that another engine gave another digest is reported once. */
    void follow(RoomEntry entry) {
        String digest = carryOut(entry.seq(), entry.kind(), entry.text());
        if (!digest.equals(entry.digest()) && !diverged) {
            diverged = true;
            LOG.warnf(
                    "A room's entry %d has digest %s in the log, and %s here: it was made by another engine.",
                    entry.seq(), entry.digest(), digest);
        }
    }
}
