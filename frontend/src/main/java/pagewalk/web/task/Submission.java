package pagewalk.web.task;

import java.util.List;
import pagewalk.engine.timeline.Timeline;
import pagewalk.lab.model.EngineHash;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.SessionFile;
import pagewalk.lab.model.SessionHeader;
import pagewalk.lab.model.TextFault;
import pagewalk.web.live.Replica;
import pagewalk.web.session.LabSession;
import pagewalk.web.session.PartSession;
import pagewalk.web.session.Variant;

/** The session as a file: what is submitted and what is downloaded. */
public final class Submission {
    private Submission() {}

    /** The text of the session; each part's shown branch must be the one that counts. */
    public static String file(LabSession session, Variant.Header head, Replica.Owner owner) {
        String seed = head.seed();
        SessionHeader header = SessionHeader.EMPTY
                .with("engine", EngineHash.HEX)
                .with("lab", head.lab())
                .with("scenario", head.hashes().scenario())
                .with("mode", head.mode().word())
                .with("seed", seed == null ? SessionHeader.WITHHELD : seed)
                .with("student", owner.student())
                .with("attempt", Integer.toString(head.attempt()))
                .with("digest", digests(session));
        return new SessionFile(header, lines(session)).text();
    }

    /** The text of a session of free play. */
    public static String freeFile(LabSession session, Replica.Owner owner) {
        SessionHeader header = SessionHeader.EMPTY
                .with("engine", EngineHash.HEX)
                .with("lab", SessionHeader.FREE)
                .with("config", session.part().timeline().machine().config().text())
                .with("mode", "practice")
                .with("student", owner.student())
                .with("digest", digests(session));
        return new SessionFile(header, lines(session)).text();
    }

    private static List<JournalLine> lines(LabSession session) {
        List<JournalLine> lines = new java.util.ArrayList<>();
        for (String text : session.body().lines()) {
            try {
                JournalLine line = JournalLine.parse(text, "");
                if (line != null) {
                    lines.add(line);
                }
            } catch (TextFault fault) {
                // A line that cannot be read was not carried out either.
            }
        }
        return lines;
    }

    /** The digest after the last command that counts, for each part the student touched. */
    private static String digests(LabSession session) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < session.data().size(); i++) {
            PartSession part = session.part(i);
            Timeline timeline = part.timeline();
            if (!part.untouched() && part.shownBranchCounts() && timeline.commands() > 0) {
                out.append(out.isEmpty() ? "" : ",").append(part.name()).append(':');
                out.append(timeline.digestAfter(timeline.commands() - 1));
            }
        }
        return out.toString();
    }
}
