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
            List<List<JournalLine>> believed = believed(graded);
            for (int i = 0; i < believed.size(); i++) {
                Idea idea = graded.misconceptions().get(i);
                all.add(wrong(variant, graded, idea.id(), idea.idea(), believed.get(i)));
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

    /** For each idea the answers of somebody who has it. */
    private static List<List<JournalLine>> believed(PartVariant part) {
        List<List<JournalLine>> all = new ArrayList<>();
        part.misconceptions().forEach(idea -> all.add(new ArrayList<>()));
        if (all.isEmpty()) {
            return all;
        }
        QuestionRun run = new QuestionRun(part.spec());
        for (PartSpec.Question question : part.spec().asked()) {
            for (int i = 0; i < all.size(); i++) {
                Answer answer = part.misconceptions().get(i).answer(run, question);
                if (answer != null) {
                    all.get(i).add(new JournalLine.Predict(part.name(), question.id(), answer));
                }
            }
            run.carryOut(question);
        }
        return all;
    }
}
