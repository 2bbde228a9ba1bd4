package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.fit.FitView;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.trace.MallocRequests;

/**
 * Replays the free-space exercise of OSTEP: the engine makes the same requests from the same seed, serves them, and
 * must come to every number that the exercise printed. Words are not compared, so a recording may be the printed text
 * or its numbers alone.
 *
 * <p>Without {@code -c} the exercise prints requests only, and those are compared.
 */
final class OstepReplay {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");

    private final OstepCommand options;
    private final Machine machine = Machine.boot(MachineConfig.textbook(1));
    private final EventLog log = new EventLog();
    /** Owners' addresses of the pointers, by their numbers. */
    private final Map<Integer, Integer> pointers = new TreeMap<>();

    private OstepReplay(OstepCommand options) {
        this.options = options;
    }

    /** A number of the recording and the line it stands in. */
    private record Printed(int line, int value) {}

    /** Something the exercise does that the engine does not. */
    private static final class NotModelled extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotModelled(String what) {
            super(what);
        }
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        if (!OstepCommand.begins(text)) {
            throw new RecordingFault(1, "this is no recording of an OSTEP exercise: line 1 is its command line");
        }
        OstepCommand command = OstepCommand.of(text.lines().findFirst().orElse(""));
        return switch (command.program()) {
            case "malloc.py" -> new OstepReplay(command).replay(printed(text));
            case "relocation.py" -> new TranslationReplay(command, text).replay(RelocationExercise::new);
            case "segmentation.py" -> new TranslationReplay(command, text).replay(SegmentationExercise::new);
            case "paging-linear-translate.py" -> new TranslationReplay(command, text).replay(LinearExercise::new);
            case "paging-multilevel-translate.py" -> new TranslationReplay(command, text).replay(TwoLevelExercise::new);
            case OstepPages.PROGRAM -> new TranslationReplay(command, text).replay(PolicyExercise::new);
            default -> {
                int parts = Math.max(1, text.strip().split("\n\\s*\n").length);
                yield new Proof(0, parts, "not modelled: the exercise " + command.program() + " (line 1)");
            }
        };
    }

    private static List<Printed> printed(String text) {
        List<Printed> numbers = new ArrayList<>();
        int line = 0;
        for (String words : text.lines().toList()) {
            line++;
            if (line > 1 && !words.startsWith("#")) {
                for (int value : numbers(words)) {
                    numbers.add(new Printed(line, value));
                }
            }
        }
        return numbers;
    }

    private static List<Integer> numbers(String words) {
        List<Integer> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(words);
        while (matcher.find()) {
            if (matcher.group().length() > 10) {
                throw new RecordingFault(1, "a number has at most nine digits; this is " + matcher.group());
            }
            numbers.add((int) Long.parseLong(matcher.group()));
        }
        return numbers;
    }

    private Proof replay(List<Printed> printed) {
        MallocRequests requests = requests();
        int total = 1 + requests.count();
        int at = 0;
        int agreed = 0;
        try {
            String trouble = difference("the settings", settings(), printed, at);
            at += settings().size();
            run(begin());
            while (trouble.isEmpty()) {
                agreed++;
                if (!requests.next()) {
                    break;
                }
                List<Integer> came = serve(requests);
                String request =
                        (requests.allocates() ? "Alloc(" + requests.size() : "Free(" + requests.pointer()) + ")";
                trouble = difference("request " + agreed + ", " + request, came, printed, at);
                at += came.size();
                if (requests.isBroken()) {
                    agreed += trouble.isEmpty() ? 1 : 0;
                    total = trouble.isEmpty() ? agreed : total;
                    break;
                }
            }
            if (trouble.isEmpty() && at < printed.size()) {
                Printed more = printed.get(at);
                trouble = "differs at line " + more.line() + ": expected nothing more, got " + more.value();
            }
            return new Proof(agreed, total, trouble);
        } catch (NotModelled what) {
            return new Proof(agreed, total, "not modelled: " + what.getMessage());
        }
    }

    private MallocRequests requests() {
        String list = options.text("-A");
        if (!list.isEmpty()) {
            String[] words = list.split(",", -1);
            for (String word : words) {
                if (!MallocRequests.isRequest(word)) {
                    throw new RecordingFault(1, "option -A is a list of +SIZE and -NUMBER; this is " + word);
                }
            }
            return MallocRequests.listed(words);
        }
        int percent = options.number("-P");
        if (percent < 1 || options.number("-s") < 0) {
            throw new RecordingFault(1, "options -P and -s are positive");
        }
        return MallocRequests.drawn(options.number("-s"), options.number("-n"), options.number("-r"), percent);
    }

    private List<Integer> settings() {
        List<Integer> values = new ArrayList<>();
        for (String letter : List.of("-s", "-S", "-b", "-H", "-a", "-n", "-r", "-P")) {
            values.add(options.number(letter));
        }
        values.addAll(numbers(options.text("-A")));
        return values;
    }

    private String begin() {
        return "fit_init size=" + options.number("-S") + " base=" + options.number("-b") + " header="
                + options.number("-H") + " align=" + Math.max(1, options.number("-a")) + " policy="
                + options.text("-p").toLowerCase(Locale.ROOT) + " order="
                + options.text("-l").toLowerCase(Locale.ROOT) + " coalesce=" + (options.has("-C") ? "on" : "off")
                + " convention=ostep";
    }

    /** Carries a request out and gives the numbers that the exercise prints for it. */
    private List<Integer> serve(MallocRequests requests) {
        List<Integer> numbers = new ArrayList<>();
        boolean solved = options.has("-c");
        if (requests.isSkipped()) {
            return numbers;
        }
        numbers.add(requests.pointer());
        if (requests.isBroken()) {
            return numbers;
        }
        if (requests.allocates()) {
            numbers.add(requests.size());
            int returned = allocate(requests);
            if (solved) {
                numbers.add(returned);
                numbers.add(looks());
            }
        } else {
            int result =
                    run("fit_free addr=" + pointers.get(requests.pointer())).ok() ? 0 : -1;
            if (solved) {
                numbers.add(result);
            }
        }
        if (solved) {
            FitView.Chunk[] list = machine.fit().freeList();
            numbers.add(list.length);
            for (FitView.Chunk chunk : list) {
                numbers.add(chunk.start());
                numbers.add(chunk.size());
            }
        }
        return numbers;
    }

    /** What the exercise prints as returned: with a list it leaves out the header, and with a seed it adds it to -1. */
    private int allocate(MallocRequests requests) {
        int header = options.text("-A").isEmpty() ? options.number("-H") : 0;
        Reply reply = run("fit_alloc size=" + requests.size());
        if (reply instanceof Reply.Carved block) {
            pointers.put(requests.pointer(), block.addr());
            requests.succeeded();
            return block.block() + header;
        }
        return -1 + header;
    }

    private int looks() {
        int looks = 0;
        for (int e = 0; e < log.size(); e++) {
            looks += log.kind(e) == EventKind.FIT_LOOKED.code() ? 1 : 0;
        }
        return looks;
    }

    private Reply run(String line) {
        log.clear();
        return switch (CommandText.parse(line)) {
            case Parsed.Ok ok -> answered(machine.apply(ok.command(), log));
            case Parsed.Malformed fault ->
                throw new RecordingFault(1, "these options make no range: " + fault.message());
            case Parsed.Blank blank -> throw new IllegalStateException(line);
        };
    }

    private static Reply answered(Reply reply) {
        if (reply instanceof Reply.Refused refused) {
            switch (refused.refusal().reason()) {
                case FIT_SIZE, FIT_SETTING, FIT_CHUNKS -> throw new NotModelled(reply.line());
                default -> {}
            }
        }
        return reply;
    }

    private String difference(String what, List<Integer> came, List<Printed> printed, int at) {
        for (int i = 0; i < came.size(); i++) {
            Printed expected = at + i < printed.size() ? printed.get(at + i) : null;
            if (expected == null || expected.value() != came.get(i)) {
                return "differs at " + (expected == null ? "the end" : "line " + expected.line()) + ", " + what
                        + ": expected " + (expected == null ? "nothing" : expected.value()) + ", got " + came.get(i)
                        + why();
            }
        }
        return "";
    }

    /** The last rule that decided something in this request. */
    private String why() {
        for (int e = log.size() - 1; e >= 0; e--) {
            if (log.kind(e) != EventKind.COMMAND.code()) {
                Rule rule = Rule.of(log.rule(e));
                return "; decided by " + rule.id() + ": " + rule.sentence();
            }
        }
        return "";
    }
}
