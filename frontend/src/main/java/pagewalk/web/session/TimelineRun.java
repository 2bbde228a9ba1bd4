package pagewalk.web.session;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.timeline.Timeline;
import pagewalk.engine.util.Part;
import pagewalk.lab.model.RunView;

/** A part as it stands at the timeline's position, for goals; meant to be asked at the end of a command. */
final class TimelineRun implements RunView {
    private final PartSession part;
    private final Timeline timeline;

    TimelineRun(PartSession part) {
        this.part = part;
        timeline = part.timeline();
    }

    @Override
    public Machine machine() {
        return timeline.machine();
    }

    @Override
    public EventLog log() {
        return timeline.log();
    }

    @Override
    public int startCommands() {
        return part.startCommands();
    }

    @Override
    public int commands() {
        return part.finishedCommands();
    }

    @Override
    public Command command(int i) {
        return timeline.commandAt(i);
    }

    /** Goals about page frames alone do without. */
    @Part("kinds")
    @Override
    public @Nullable Reply reply(int i) {
        return timeline.replyAt(i);
    }

    @Override
    public int firstEvent(int i) {
        return timeline.firstEventOf(i);
    }

    @Override
    public int endEvent(int i) {
        return timeline.endEventOf(i);
    }
}
