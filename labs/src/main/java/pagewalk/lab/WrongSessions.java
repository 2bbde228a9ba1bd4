package pagewalk.lab;

import java.util.ArrayList;
import java.util.List;
import pagewalk.lab.content.Kept;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.Answer;
import pagewalk.lab.model.Idea;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.QuestionRun;
import pagewalk.lab.model.SessionFile;

/** Sessions that follow from the misconceptions a lab lists. */
final class WrongSessions {
    private WrongSessions() {}

    static List<Variant.WrongSession> of(Variant variant, List<DrawnPart> parts) {
        List<Variant.WrongSession> all = new ArrayList<>();
        for (DrawnPart part : parts) {
            PartVariant graded = part.variant();
            for (Idea idea : graded.misconceptions()) {
                all.add(wrong(variant, graded, idea.id(), idea.idea(), believed(graded, idea)));
            }
            for (Kept.WrongWay way : graded.kept().ways()) {
                List<JournalLine> lines = variant.lab().lines(graded.name(), way);
                all.add(wrong(variant, graded, way.name(), way.idea(), lines));
            }
        }
        return all;
    }

    private static Variant.WrongSession wrong(
            Variant variant, PartVariant part, String name, String idea, List<JournalLine> lines) {
        List<JournalLine> body = new ArrayList<>();
        body.add(new JournalLine.Part(part.name()));
        body.addAll(lines);
        SessionFile session = new SessionFile(ReferenceSession.header(variant), body);
        return new Variant.WrongSession(part.name(), name, idea, session);
    }

    private static List<JournalLine> believed(PartVariant part, Idea idea) {
        QuestionRun run = new QuestionRun(part.spec());
        List<JournalLine> lines = new ArrayList<>();
        for (PartSpec.Question question : part.spec().asked()) {
            Answer answer = idea.answer(run, question);
            if (answer != null) {
                lines.add(new JournalLine.Predict(part.name(), question.id(), answer));
            }
            run.carryOut(question);
        }
        return lines;
    }
}
