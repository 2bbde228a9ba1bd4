package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.rule.Rule;

/**
 * Replays an OSTEP exercise on address translation, or on replacement: the engine draws the same registers, tables,
 * addresses and pages from the same seed, serves them, and must come to every number that was printed. An exercise says
 * its numbers step by step, and each step is compared before the next one is taken.
 */
final class TranslationReplay {
    private final OstepCommand options;
    private final List<OstepNumbers.Printed> printed;
    private final Machine machine = Machine.boot(MachineConfig.textbook(1));
    private final EventLog log = new EventLog();
    private int at;
    private int agreed;
    private int total;
    private String trouble = "";
    private Rule decided = Rule.NONE;

    TranslationReplay(OstepCommand options, String text) {
        this.options = options;
        printed = OstepNumbers.of(text);
    }

    /** One of the exercises; it runs from start to end and says every number in its order. */
    interface Exercise {
        void run();
    }

    /** The replay ends here: a number differs, or the exercise itself failed. */
    private static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended() {
            super(null, null, false, false);
        }
    }

    Proof replay(Function<TranslationReplay, Exercise> exercise) {
        try {
            exercise.apply(this).run();
        } catch (Ended end) {
            // The reason is in trouble, or there is none and the exercise ended early, as recorded.
        }
        if (trouble.isEmpty() && at < printed.size()) {
            OstepNumbers.Printed more = printed.get(at);
            trouble = "differs at line " + more.line() + ": expected " + more.digits() + ", got nothing more";
        }
        return new Proof(agreed, Math.max(total, 1), trouble);
    }

    OstepCommand options() {
        return options;
    }

    Machine machine() {
        return machine;
    }

    /** Events of the last command. */
    EventLog log() {
        return log;
    }

    /** Whether answers were printed, and not questions only. */
    boolean solved() {
        return options.has("-c");
    }

    /** The next step of the exercise printed {@code came}, in this order. */
    void says(String what, String... came) {
        total++;
        for (String digits : came) {
            OstepNumbers.Printed expected = at < printed.size() ? printed.get(at) : null;
            String plain = OstepNumbers.plain(digits);
            if (expected == null || !expected.digits().equals(plain)) {
                trouble = "differs at " + (expected == null ? "the end" : "line " + expected.line()) + ", " + what
                        + ": expected " + (expected == null ? "nothing" : expected.digits()) + ", got " + plain
                        + why();
                throw new Ended();
            }
            at++;
        }
        agreed++;
    }

    /** The next step of the exercise printed {@code came}, in this order. */
    void says(String what, List<String> came) {
        says(what, came.toArray(String[]::new));
    }

    /** The exercise ends with an error that prints {@code numbers}. */
    Ended fails(String what, String... numbers) {
        List<String> came = new ArrayList<>(List.of(numbers));
        came.add(0, OstepNumbers.ERROR);
        says(what, came);
        return new Ended();
    }

    /** The engine does not do what the exercise does here. */
    Ended notModelled(String what) {
        total++;
        trouble = "not modelled: " + what;
        return new Ended();
    }

    /** Carries out a command, which the engine must not refuse. */
    Reply run(String line) {
        log.clear();
        if (CommandText.parse(line) instanceof Parsed.Ok ok) {
            Reply reply = machine.apply(ok.command(), log);
            if (reply instanceof Reply.Refused) {
                throw notModelled(reply.line());
            }
            return reply;
        }
        throw notModelled(line);
    }

    /** The addresses that option -A lists; an exercise fails at one that is none. */
    List<Long> listed() {
        List<Long> addresses = new ArrayList<>();
        for (String word : options.text("-A").split(",", -1)) {
            if (!word.matches("[+-]?[0-9]{1,15}")) {
                throw new RecordingFault(1, "option -A is a list of addresses; this is " + word);
            }
            addresses.add(Long.parseLong(word));
        }
        return addresses;
    }

    /** The segment that the hardware chose in the last command. */
    int segment() {
        for (int e = log.size() - 1; e >= 0; e--) {
            if (log.kind(e) == EventKind.SEG_CHOSEN.code()) {
                return log.arg(e, 2);
            }
        }
        return 0;
    }

    /** The rule of an exercise that gives no commands to a machine. */
    void decidedBy(Rule rule) {
        decided = rule;
    }

    /** The last rule that decided something in the last command. */
    private String why() {
        if (decided != Rule.NONE) {
            return "; decided by " + decided.id() + ": " + decided.sentence();
        }
        for (int e = log.size() - 1; e >= 0; e--) {
            if (log.kind(e) != EventKind.COMMAND.code()) {
                Rule rule = Rule.of(log.rule(e));
                return "; decided by " + rule.id() + ": " + rule.sentence();
            }
        }
        return "";
    }
}
