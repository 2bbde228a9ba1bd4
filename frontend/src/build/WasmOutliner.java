import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives code that a module in text form repeats thousands of times a function of its own, and calls that instead. Run
 * by WasmOptimizer as a single-file program: {@code java WasmOutliner.java INPUT.wat OUTPUT.wat}
 *
 * <p>TeaVM's strict mode writes the same ten bytes wherever a reference must not be null: go on with it, or make a
 * NullPointerException and throw it. A call takes three, and the engine that runs the module inlines it where it is hot.
 * Two forms are known; both say the same before and after, whatever the functions in them do:
 *
 * <pre>
 * (block $l (result (ref $T)) (br_on_non_null $l VALUE) (throw $tag (call $f)))   becomes   (call $outlined VALUE)
 * (call $f (global.get $a) (i32.const N) (i32.const M)) (call $g (global.get $b) (global.get $a))
 *                                         becomes   (call $outlined (global.get $b) (global.get $a) N M)
 * </pre>
 */
final class WasmOutliner {
    /** What the functions are called, so that the optimiser can be told not to inline them again. */
    private static final String NAME = "$outlined";

    /** A function costs about as much as this many uses save. */
    private static final int WORTH_IT = 4;

    private static final String ID = "(\\$[^\\s()]+)";

    private static final Pattern NON_NULL =
            Pattern.compile("\\(block " + ID + " \\(result \\(ref " + ID + "\\)\\)\\s+\\(br_on_non_null \\1\\s+");
    private static final Pattern ELSE_THROW =
            Pattern.compile("\\s*\\)\\s+\\(throw " + ID + "\\s+\\(call " + ID + "\\s*\\)\\s*\\)\\s*\\)");

    private static final String GLOBAL = "\\(global\\.get " + ID + "\\s*\\)";
    private static final String CONSTANT = "(\\(i32\\.const -?\\d+\\s*\\))";
    private static final Pattern TWO_CALLS =
            Pattern.compile("\\(call " + ID + "\\s+" + GLOBAL + "\\s+" + CONSTANT + "\\s+" + CONSTANT
                    + "\\s*\\)\\s+\\(call " + ID + "\\s+" + GLOBAL + "\\s+\\(global\\.get \\2\\s*\\)\\s*\\)");

    /** Text that takes the place of what stands from one position to another. */
    private record Edit(int from, int to, String text) {}

    private final String module;
    private final List<Edit> edits = new ArrayList<>();
    private final StringBuilder functions = new StringBuilder();
    private int count;

    private WasmOutliner(String module) {
        this.module = module;
    }

    public static void main(String[] args) throws IOException {
        WasmOutliner outliner = new WasmOutliner(Files.readString(Path.of(args[0])));
        outliner.nullChecks();
        outliner.twoCalls();
        Files.writeString(Path.of(args[1]), outliner.result());
    }

    private void nullChecks() {
        Map<String, List<Edit>> uses = new LinkedHashMap<>();
        Matcher head = NON_NULL.matcher(module);
        while (head.find()) {
            int value = head.end();
            int end = module.charAt(value) == '(' ? close(value) : value;
            Matcher rest = ELSE_THROW.matcher(module).region(end, module.length());
            if (end > value && rest.lookingAt() && !mentions(head.group(1), value, end)) {
                String type = head.group(2);
                String body = "(param $0 (ref null " + type + ")) (result (ref " + type + "))\n (block $l (result (ref "
                        + type + ")) (br_on_non_null $l (local.get $0)) (throw " + rest.group(1) + " (call "
                        + rest.group(2) + "))))\n";
                List<Edit> edit = uses.computeIfAbsent(body, key -> new ArrayList<>());
                edit.add(new Edit(head.start(), value, ""));
                edit.add(new Edit(end, rest.end(), ")"));
            }
        }
        uses.forEach((body, around) -> {
            if (around.size() / 2 >= WORTH_IT) {
                String name = function(body);
                for (Edit edit : around) {
                    edits.add(edit.text().isEmpty() ? new Edit(edit.from(), edit.to(), "(call " + name + " ") : edit);
                }
            }
        });
    }

    private void twoCalls() {
        Map<String, List<Edit>> uses = new LinkedHashMap<>();
        Map<String, List<String>> parameters = new HashMap<>();
        Matcher pair = TWO_CALLS.matcher(module);
        while (pair.find()) {
            List<String> first = parameters.computeIfAbsent(pair.group(1), this::parameters);
            List<String> second = parameters.computeIfAbsent(pair.group(5), this::parameters);
            if (first.size() == 3 && second.size() == 2 && first.get(0).equals(second.get(1))) {
                String body = "(param $0 " + second.get(0) + ") (param $1 " + first.get(0)
                        + ") (param $2 i32) (param $3 i32)\n (call " + pair.group(1)
                        + " (local.get $1) (local.get $2) (local.get $3)) (call " + pair.group(5)
                        + " (local.get $0) (local.get $1)))\n";
                String given = " (global.get " + pair.group(6) + ") (global.get " + pair.group(2) + ") " + pair.group(3)
                        + " " + pair.group(4) + ")";
                uses.computeIfAbsent(body, key -> new ArrayList<>()).add(new Edit(pair.start(), pair.end(), given));
            }
        }
        uses.forEach((body, calls) -> {
            if (calls.size() >= WORTH_IT) {
                String name = function(body);
                calls.forEach(call -> edits.add(new Edit(call.from(), call.to(), "(call " + name + call.text())));
            }
        });
    }

    /** The types of a function's parameters; empty for one that gives a result or is imported. */
    private List<String> parameters(String function) {
        List<String> types = new ArrayList<>();
        int from = module.indexOf("(func " + function + " (type ");
        if (from >= 0) {
            String head = module.substring(from, module.indexOf('\n', from));
            Matcher parameter =
                    Pattern.compile("\\(param \\$\\d+ (\\([^()]*\\)|\\w+)\\)").matcher(head);
            while (!head.contains("(result ") && parameter.find()) {
                types.add(parameter.group(1));
            }
        }
        return types;
    }

    private String function(String body) {
        String name = NAME + count++;
        functions.append("(func ").append(name).append(' ').append(body);
        return name;
    }

    /** Whether the value jumps to the block's own label. */
    private boolean mentions(String label, int from, int to) {
        for (int at = module.indexOf(label, from); at >= 0 && at < to; at = module.indexOf(label, at + 1)) {
            char next = module.charAt(at + label.length());
            if (Character.isWhitespace(next) || next == ')' || next == '(') {
                return true;
            }
        }
        return false;
    }

    /** The position after the parenthesis that closes the one at {@code open}. */
    private int close(int open) {
        int depth = 0;
        for (int i = open; i < module.length(); i++) {
            char c = module.charAt(i);
            if (c == '"') {
                for (i++; module.charAt(i) != '"'; i++) {
                    i += module.charAt(i) == '\\' ? 1 : 0;
                }
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        throw new IllegalStateException("the module's text ends inside parentheses");
    }

    private String result() {
        StringBuilder text = new StringBuilder(module.length());
        int done = 0;
        edits.sort(Comparator.comparingInt(Edit::from));
        for (Edit edit : edits) {
            text.append(module, done, edit.from()).append(edit.text());
            done = edit.to();
        }
        int end = module.lastIndexOf(')');
        return text.append(module, done, end).append(functions).append(")\n").toString();
    }
}
