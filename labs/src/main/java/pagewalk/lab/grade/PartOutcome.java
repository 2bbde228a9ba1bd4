package pagewalk.lab.grade;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.model.PartRun;

/** What grading one part gives: its checks, its first wrong step, and the run they come from. */
record PartOutcome(List<Verdict.CheckVerdict> checks, Verdict.@Nullable WrongStep wrong, PartRun run) {}
