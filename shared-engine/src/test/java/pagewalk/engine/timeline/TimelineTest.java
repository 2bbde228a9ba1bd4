package pagewalk.engine.timeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagewalk.engine.CommandStream;
import pagewalk.engine.Invariants;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.command.Command;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.util.Xorshift;

/** Time travel gives what a straight run gives, from wherever one comes. */
final class TimelineTest {
    /** What a straight run looked like after each event: the state in words. */
    private record Straight(List<Command> commands, EventLog log, List<String> states, List<String> chains) {}

    private static Straight straight(String config, int seed, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        CommandStream stream = new CommandStream(new Xorshift(2, seed), machine);
        Straight run = new Straight(new ArrayList<>(), new EventLog(), new ArrayList<>(), new ArrayList<>());
        run.states().add(machine.stateDigest());
        run.chains().add(machine.digest());
        for (int i = 0; i < commands; i++) {
            Command command = Play.command(stream.next());
            run.commands().add(command);
            machine.apply(command, (kind, rule, a, b, c, d) -> {
                run.log().emit(kind, rule, a, b, c, d);
                run.states().add(machine.stateDigest());
                run.chains().add(machine.digest());
            });
            // At the end of a command its name is bound too, which no event tells.
            run.states().set(run.log().size(), machine.stateDigest());
            run.chains().set(run.log().size(), machine.digest());
        }
        return run;
    }

    private static Timeline timeline(String config, List<Command> commands) {
        Timeline timeline = new Timeline(Play.config(config));
        commands.forEach(timeline::apply);
        return timeline;
    }

    @ParameterizedTest(name = "seed {0} on {1}")
    @CsvSource({
        "1, frames=64",
        "2, frames=100 start_pfn=3",
        "3, preset=linux frames=2600",
        "4, frames=700 migratetypes=on"
    })
    void anyPositionShowsWhatAStraightRunShowed(int seed, String config) {
        Straight run = straight(config, seed, 90);
        Timeline timeline = timeline(config, run.commands());
        assertEquals(run.log().size(), timeline.events());
        for (int i = 0; i < timeline.events(); i++) {
            assertEquals(run.log().event(i), timeline.log().event(i));
        }
        Xorshift random = new Xorshift(seed, 99);
        for (int i = 0; i < 400; i++) {
            int target = random.below(timeline.events() + 1);
            switch (random.below(4)) {
                case 0 -> timeline.stepEvent(target - timeline.event());
                case 1 -> timeline.stepEvent(random.between(-3, 3));
                case 2 -> timeline.stepCommand(random.between(-2, 2));
                default -> timeline.seekEvent(target);
            }
            assertEquals(run.states().get(timeline.event()), timeline.machine().stateDigest(), "seed " + seed);
            assertEquals(run.chains().get(timeline.event()), timeline.machine().digest(), "seed " + seed);
            Invariants.atEvent(timeline.machine());
        }
        assertEquals(run.log().size(), timeline.events(), "walking changes nothing");
    }

    @Test
    void aTimelineFromAUsedMachineCountsItsOwnCommands() {
        for (int before = 1; before < 12; before++) {
            Straight run = straight("frames=64", 5, 500);
            Machine start = Machine.boot(Play.config("frames=64"));
            for (int i = 0; i < before; i++) {
                start.apply(run.commands().get(i), new EventLog());
            }
            Timeline timeline = new Timeline(start);
            for (int i = before; i < 500; i++) {
                timeline.apply(run.commands().get(i));
            }
            assertEquals(500 - before, timeline.commands());
            int skipped = run.log().size() - timeline.events();
            for (int command = timeline.commands(); command >= 0; command -= 9) {
                timeline.seekCommand(command);
                assertEquals(
                        run.states().get(skipped + timeline.event()),
                        timeline.machine().stateDigest());
            }
            timeline.seekCommand(0);
            assertEquals(start.stateDigest(), timeline.machine().stateDigest());
        }
    }

    @Test
    void stepsByCommandGoToCommandEnds() {
        Timeline timeline = timeline("frames=64", straight("frames=64", 6, 10).commands());
        timeline.seekEvent(timeline.firstEventOf(5) + 1);
        assertFalse(timeline.atCommandEnd());
        assertEquals(6, timeline.command());
        timeline.stepCommand(1);
        assertEquals(timeline.endEventOf(5), timeline.event());
        timeline.seekEvent(timeline.firstEventOf(5) + 1);
        timeline.stepCommand(-1);
        assertEquals(timeline.firstEventOf(5), timeline.event());
        timeline.stepCommand(-1);
        assertEquals(timeline.firstEventOf(4), timeline.event());
        timeline.stepCommand(2);
        assertEquals(timeline.endEventOf(5), timeline.event());
    }

    @Test
    void stepsBeyondTheEndsStopThere() {
        Timeline timeline = timeline("frames=64", straight("frames=64", 6, 10).commands());
        timeline.seekEvent(7);
        timeline.stepEvent(Integer.MAX_VALUE);
        assertTrue(timeline.atEnd());
        timeline.stepEvent(Integer.MIN_VALUE);
        assertEquals(0, timeline.event());
        timeline.stepCommand(Integer.MAX_VALUE);
        assertTrue(timeline.atEnd());
        timeline.stepCommand(Integer.MIN_VALUE);
        assertEquals(0, timeline.event());
        timeline.seekCommand(-5);
        assertEquals(0, timeline.event());
        timeline.seekCommand(99);
        assertTrue(timeline.atEnd());
    }

    @Test
    void everyEventKnowsItsCommand() {
        Timeline timeline = timeline("frames=64", straight("frames=64", 7, 40).commands());
        for (int command = 0; command < timeline.commands(); command++) {
            assertTrue(timeline.firstEventOf(command) < timeline.endEventOf(command));
            for (int e = timeline.firstEventOf(command); e < timeline.endEventOf(command); e++) {
                assertEquals(command, timeline.commandOfEvent(e));
            }
        }
        assertThrows(IllegalStateException.class, () -> timeline.commandOfEvent(timeline.events()));
    }

    @Test
    void aCommandInThePastForksAndDestroysNothing() {
        Timeline timeline = timeline("frames=64", straight("frames=64", 8, 30).commands());
        String end = timeline.digestAfter(29);
        timeline.seekCommand(12);
        String there = timeline.machine().digest();
        timeline.apply(Play.command("x = alloc_pages order=0"));
        assertEquals(2, timeline.branch());
        assertEquals(new Branch(2, 1, 12, 13), timeline.branch(2));
        assertEquals(new Branch(1, 0, 0, 30), timeline.branch(1));
        assertEquals(there, timeline.digestAfter(11));
        assertEquals(13, timeline.commands());
        timeline.switchTo(1);
        assertEquals(30, timeline.commands());
        assertEquals(end, timeline.digestAfter(29));
        assertEquals(end, timeline.machine().digest());
        timeline.switchTo(2);
        assertEquals("x = alloc_pages order=0", timeline.commandAt(12).text());
    }

    @Test
    void aCommandHalfShownIsNotShared() {
        Timeline timeline = timeline("frames=64", straight("frames=64", 8, 30).commands());
        timeline.seekEvent(timeline.firstEventOf(12) + 1);
        timeline.apply(Play.command("cat /proc/buddyinfo"));
        assertEquals(new Branch(2, 1, 12, 13), timeline.branch(2));
    }

    @Test
    void aForkAtTheEndIsABranchOfItsOwn() {
        Timeline timeline = timeline("frames=64", straight("frames=64", 8, 5).commands());
        timeline.fork(5);
        assertEquals(new Branch(2, 1, 5, 5), timeline.branch(2));
        timeline.apply(Play.command("cat /proc/buddyinfo"));
        timeline.switchTo(1);
        assertEquals(5, timeline.commands());
        assertThrows(IllegalStateException.class, () -> timeline.fork(6));
    }

    @Test
    void randomForksAndSwitchesAgreeWithStraightRuns() {
        Xorshift random = new Xorshift(9, 9);
        Timeline timeline = new Timeline(Play.config("frames=128"));
        List<List<Command>> truth = new ArrayList<>(List.of(new ArrayList<>()));
        for (int i = 0; i < 1500; i++) {
            int roll = random.below(20);
            if (roll == 0) {
                timeline.seekEvent(random.below(timeline.events() + 1));
            } else if (roll == 1) {
                timeline.switchTo(1 + random.below(timeline.branches()));
            } else {
                Command command = Play.command(new CommandStream(random, timeline.machine()).next());
                List<Command> current = truth.get(timeline.branch() - 1);
                int shared = timeline.atEnd() ? current.size() : timeline.command() - (timeline.atCommandEnd() ? 0 : 1);
                if (!timeline.atEnd()) {
                    truth.add(new ArrayList<>(current.subList(0, shared)));
                }
                timeline.apply(command);
                truth.get(timeline.branch() - 1).add(command);
            }
        }
        assertEquals(truth.size(), timeline.branches());
        assertTrue(timeline.branches() > 20, "branches: " + timeline.branches());
        for (int b = 1; b <= timeline.branches(); b++) {
            timeline.switchTo(b);
            Timeline straight = timeline("frames=128", truth.get(b - 1));
            assertEquals(straight.commands(), timeline.commands());
            assertEquals(straight.machine().digest(), timeline.machine().digest(), "branch " + b);
            assertEquals(straight.machine().stateDigest(), timeline.machine().stateDigest());
            assertEquals(straight.events(), timeline.events());
        }
    }

    @Test
    void manyForksCostLittleMemory() {
        Timeline timeline =
                timeline("frames=64", straight("frames=64", 10, 2000).commands());
        for (int i = 0; i < 5_000; i++) {
            timeline.fork(1999);
        }
        timeline.switchTo(1);
        assertEquals(2000, timeline.commands());
        assertEquals(5_001, timeline.branches());
    }

    @Test
    void checkpointsKeepToTheirBudgetAndKeepTheStart() {
        Machine machine = Machine.boot(Play.config("frames=64"));
        int budget = 40 * machine.bytesBeside(null);
        Checkpoints checkpoints = new Checkpoints(machine, budget);
        for (int i = 0; i < 3000; i++) {
            machine.apply(Play.command("n" + i + " = alloc_pages order=0"), new EventLog());
            machine.apply(Play.command("free_pages n" + i), new EventLog());
            checkpoints.offer(machine);
            assertTrue(checkpoints.bytes() <= budget, "bytes: " + checkpoints.bytes());
        }
        assertEquals(0, checkpoints.before(5).commandsApplied());
        checkpoints.truncate(0);
        assertEquals(1, checkpoints.size());
    }

    @Test
    void checkpointsOfALargeMachineCountOnlyWhatWasWritten() {
        Machine machine = Machine.boot(Play.config("preset=linux frames=6291456"));
        int whole = machine.bytesBeside(null);
        Checkpoints checkpoints = new Checkpoints(machine, whole / 4);
        for (int i = 0; i < 400; i++) {
            machine.apply(Play.command("alloc_pages order=" + i % 5), new EventLog());
            checkpoints.offer(machine);
        }
        assertEquals(1 + 400 / 8, checkpoints.size(), "none had to go");
        assertTrue(checkpoints.bytes() < whole / 4, "bytes: " + checkpoints.bytes() + " beside " + whole);
        assertEquals(400, checkpoints.before(400).commandsApplied());
    }

    @Test
    void checkpointsLeaveShortWays() {
        Machine machine = Machine.boot(Play.config("frames=64"));
        Checkpoints checkpoints = new Checkpoints(machine);
        for (int i = 0; i < 5000; i++) {
            machine.apply(Play.command("cat /proc/buddyinfo"), new EventLog());
            checkpoints.offer(machine);
        }
        for (int i = 0; i <= 5000; i += 13) {
            int from = checkpoints.before(i).commandsApplied();
            assertTrue(from <= i && i - from < 64, "to " + i + " from " + from);
        }
    }

    @Test
    void aCheckpointIsNotTheMachineItself() {
        Machine machine = Machine.boot(Play.config("frames=64"));
        Checkpoints checkpoints = new Checkpoints(machine);
        String start = machine.stateDigest();
        checkpoints.before(0).apply(Play.command("alloc_pages order=0"), new EventLog());
        machine.apply(Play.command("alloc_pages order=1"), new EventLog());
        assertEquals(start, checkpoints.before(0).stateDigest());
    }
}
