package pagewalk.web.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command;
import pagewalk.engine.timeline.Timeline;
import pagewalk.web.bench.Bench;
import pagewalk.web.bench.Company;
import pagewalk.web.bench.Outcome;
import pagewalk.web.dom.Listen;
import pagewalk.web.dom.Painter;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.Selection;

/**
 * This page's place in the room: what it shows of the room's log. It follows while it stands at the newest machine's
 * end; whoever steps back is detached and moved by nothing until they follow again.
 */
public final class RoomDesk implements Company, Painter.Panel {
    private static final int POINT_MS = 200;

    private final RoomLink link;
    private final Bench bench;
    private List<RoomEntry> shownCommands;
    private int shownPush;
    private boolean followed = true;
    private int pointedPfn = -1;
    private int pointedEvent = -1;
    private boolean resting;

    public RoomDesk(RoomLink link, Bench bench) {
        this.link = link;
        this.bench = bench;
        shownCommands = link.log().commands();
        shownPush = link.log().pushSeq();
    }

    public RoomLink link() {
        return link;
    }

    public Bench bench() {
        return bench;
    }

    // ---- following ----------------------------------------------------------------------------------------------

    /** Whether the newest state is shown and the page moves along with the room. */
    public boolean following() {
        LabSession newest = link.log().newest();
        return newest == null
                ? followed
                : newest == bench.session() && bench.timeline().atEnd();
    }

    /** Whether a newer machine was pushed than the one that is shown. */
    public boolean behindPush() {
        return link.log().newest() != null && link.log().pushSeq() != shownPush;
    }

    /** Number of the entry that the position shows; not known on an earlier machine. */
    public int position() {
        int own = bench.part().finishedCommands() - bench.part().startCommands();
        return own <= 0 || own > shownCommands.size()
                ? shownPush
                : shownCommands.get(own - 1).seq();
    }

    /** Goes to the room's end and stays with it. */
    public void follow() {
        LabSession newest = link.log().newest();
        if (newest != null) {
            show(newest);
            newest.part().timeline().seekEvent(newest.part().timeline().events());
        }
        bench.painter().changed(Painter.ALL);
        bench.say("Following the room, at #" + link.log().seq() + ".");
    }

    /** The key f: follows again, or stays where it is by one step back. */
    public void followOrDetach() {
        if (following()) {
            bench.stepCommand(-1);
        } else {
            follow();
        }
    }

    private void show(LabSession session) {
        if (bench.session() != session) {
            bench.open(session);
        }
        shownCommands = link.log().commands();
        shownPush = link.log().pushSeq();
    }

    /** Lets entries arrive: moves along when it followed, and stays where it is when it did not. */
    public void arriving(Runnable take) {
        boolean follows = following();
        followed = follows;
        int event = bench.timeline().event();
        int seq = link.log().seq();
        int push = link.log().pushSeq();
        bench.arrive(take);
        LabSession newest = link.log().newest();
        if (newest != null
                && newest != bench.session()
                && (follows || link.log().pushSeq() == shownPush)) {
            show(newest);
            if (!follows) {
                newest.part().timeline().seekEvent(event);
            }
        }
        tell(seq, push, follows);
        bench.painter().changed(Painter.LIVE);
    }

    private void tell(int seqBefore, int pushBefore, boolean follows) {
        RoomLog log = link.log();
        if (log.newest() == null || log.seq() == seqBefore) {
            return;
        }
        if (log.pushSeq() != pushBefore) {
            String words = log.pusher() + " pushed a new machine at #" + log.pushSeq();
            bench.say(follows ? words + "." : words + "; you stay on the earlier one until you follow.");
        }
    }

    // ---- company ------------------------------------------------------------------------------------------------

    @Override
    public Outcome take(Command command) {
        if (command instanceof Command.Cat cat && (mayNotSpeak() || !following())) {
            String body = bench.timeline().machine().readFile(cat.path());
            return body == null
                    ? new Outcome.NotNow(cat.text(), "there is no file " + cat.path())
                    : new Outcome.Looked(cat.text(), body);
        }
        if (mayNotSpeak()) {
            return new Outcome.NotNow(command.text(), "the room is paused" + by());
        }
        link.command(command.text());
        return new Outcome.Sent(command.text());
    }

    private boolean mayNotSpeak() {
        return link.paused() && !link.instructor();
    }

    private String by() {
        return link.pausedBy().isEmpty() ? "" : " by " + link.pausedBy();
    }

    @Override
    public String whose(int command) {
        int own = command - bench.part().startCommands();
        return own < 0
                ? "before the room began"
                : own < shownCommands.size() ? shownCommands.get(own).name() : "the room";
    }

    @Override
    public List<Pointer> pointers() {
        return link.members().pointers();
    }

    // ---- pointing -----------------------------------------------------------------------------------------------

    @Override
    public void paint(int changed) {
        if ((changed & (Painter.SELECTION | Painter.POSITION)) != 0 && !resting) {
            point();
        }
    }

    /** Tells the others what is looked at, at most five times a second. */
    private void point() {
        Selection selection = bench.selection();
        int pfn = selection.hover() >= 0 ? selection.hover() : selection.shown();
        Timeline timeline = bench.timeline();
        int event = following() ? -1 : timeline.event();
        resting = pfn != pointedPfn || event != pointedEvent;
        if (resting) {
            pointedPfn = pfn;
            pointedEvent = event;
            link.point(pfn, event);
            Listen.later(this::point, POINT_MS);
        }
    }

    /** A frame that another member points at, in words; null when there is none. */
    @Nullable
    String pointedAt(int pfn) {
        return pfn < bench.memory().startPfn() || pfn >= bench.memory().endPfn() ? null : bench.frameSentence(pfn);
    }
}
