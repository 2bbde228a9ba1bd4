package pagewalk.lab;

import java.util.List;
import pagewalk.lab.content.Draws;
import pagewalk.lab.content.PartVariant;
import pagewalk.lab.model.JournalLine;
import pagewalk.lab.model.PartRun;

/** A part that was accepted: its values, the variant they give, and the reference solution's lines and run. */
record DrawnPart(Draws values, PartVariant variant, List<JournalLine> solution, PartRun run) {
    DrawnPart {
        solution = List.copyOf(solution);
    }
}
