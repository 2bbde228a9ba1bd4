import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Prepares a module in text form for the last run of wasm-opt. Run by WasmOptimizer as a single-file program:
 * {@code java WasmArranger.java INPUT.wat OUTPUT.wat}
 *
 * <ul>
 *   <li>Functions of like form stand side by side: gzip looks back 32 KB only, and the module has ten times that.
 *   <li>Every function that the module takes a reference of is marked as called by JavaScript, whoever calls it. So
 *       wasm-opt may take the world for closed: the other functions are called where the module says so, or exported.
 * </ul>
 */
final class WasmArranger {
    private static final Pattern NAME = Pattern.compile("\\$[^\\s()]+");

    private static final Pattern REFERENCE = Pattern.compile("\\(ref\\.func (\\$[^\\s()]+)");

    private static final Pattern FUNCTION = Pattern.compile("\\(func (\\$[^\\s()]+)");

    private static final Pattern SPACES = Pattern.compile("\\s+");

    private static final String CALLED = " (@binaryen.js.called)\n";

    private record Function(String name, String text, String form) {}

    private final String module;
    private final StringBuilder others = new StringBuilder();
    private final List<Function> functions = new ArrayList<>();

    private WasmArranger(String module) {
        this.module = module;
    }

    public static void main(String[] args) throws IOException {
        Files.writeString(Path.of(args[1]), new WasmArranger(Files.readString(Path.of(args[0]))).arranged());
    }

    private String arranged() {
        int open = module.indexOf('(', 1);
        while (open >= 0) {
            int end = close(open);
            add(module.substring(open, end));
            open = next(end);
        }
        Set<String> referred = new HashSet<>();
        Matcher reference = REFERENCE.matcher(module);
        while (reference.find()) {
            referred.add(reference.group(1));
        }
        functions.sort(Comparator.comparing(Function::form));
        StringBuilder text =
                new StringBuilder(module.length()).append("(module\n").append(others);
        for (Function function : functions) {
            text.append(referred.contains(function.name()) ? CALLED : "");
            text.append(' ').append(function.text()).append('\n');
        }
        return text.append(")\n").toString();
    }

    private void add(String item) {
        Matcher head = FUNCTION.matcher(item);
        if (head.lookingAt()) {
            String form = NAME.matcher(item).replaceAll("\\$");
            functions.add(new Function(head.group(1), item, SPACES.matcher(form).replaceAll(" ")));
        } else {
            others.append(' ').append(item).append('\n');
        }
    }

    /** Where the next item of the module begins, past remarks; -1 if there is none. */
    private int next(int from) {
        int at = from;
        while (Character.isWhitespace(module.charAt(at)) || module.startsWith(";;", at)) {
            at = module.charAt(at) == ';' ? module.indexOf('\n', at) : at + 1;
        }
        return module.charAt(at) == '(' ? at : -1;
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
}
