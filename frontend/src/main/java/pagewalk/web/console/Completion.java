package pagewalk.web.console;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Machine;
import pagewalk.engine.Names;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.slab.SlabView;
import pagewalk.engine.util.Part;

/** What can follow in a command line: verbs, their keys, values of keys, names of results and caches, files. */
public final class Completion {
    private static final int MOST = 24;
    private static final int MAX_ORDER = 10;

    private Completion() {}

    /** Whole lines that complete {@code line}; empty when there is nothing to add. */
    public static List<String> of(String line, Machine machine) {
        int word = line.lastIndexOf(' ') + 1;
        String before = line.substring(0, word);
        String typed = line.substring(word);
        List<String> lines = new ArrayList<>();
        for (String candidate : candidates(before, typed, machine)) {
            if (candidate.startsWith(typed) && !candidate.equals(typed) && lines.size() < MOST) {
                lines.add(before + candidate);
            }
        }
        return lines;
    }

    private static List<String> candidates(String before, String typed, Machine machine) {
        String word = verbIn(before);
        if (word.isEmpty()) {
            return verbs();
        }
        for (Command.Verb verb : Command.Verb.values()) {
            if (verb.word().equals(word)) {
                return verb == Command.Verb.CAT ? machine.files() : arguments(verb, before, typed, machine);
            }
        }
        return List.of();
    }

    /** The verb already typed, empty when it is still to come. */
    private static String verbIn(String before) {
        String text = before.trim();
        int equals = text.indexOf('=');
        int space = text.indexOf(' ');
        if (equals >= 0
                && (space < 0 || text.substring(0, equals).trim().indexOf(' ') < 0)
                && !text.startsWith("alloc_pages")
                && !text.startsWith("free_pages")) {
            text = text.substring(equals + 1).trim();
        }
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    private static List<String> verbs() {
        List<String> words = new ArrayList<>();
        for (Command.Verb verb : Command.Verb.values()) {
            if (CommandText.has(verb)) {
                words.add(verb.word() + " ");
            }
        }
        return words;
    }

    private static List<String> arguments(Command.Verb verb, String before, String typed, Machine machine) {
        List<String> words = new ArrayList<>();
        int equals = typed.indexOf('=');
        if (equals > 0) {
            String key = typed.substring(0, equals);
            for (String value : values(verb, key, machine)) {
                words.add(key + "=" + value);
            }
            return words;
        }
        for (String key : CommandText.keys(verb)) {
            if (key.equals("page") || key.equals("cache") || key.equals("object")) {
                words.addAll(values(verb, key, machine));
            } else if (!before.contains(" " + key + "=")) {
                words.add(key + "=");
            }
        }
        return words;
    }

    /** What can be written for a key; none for one that takes any number. */
    private static List<String> values(Command.Verb verb, String key, Machine machine) {
        return switch (key) {
            case "order" -> numbers(MAX_ORDER + 1);
            case "cpu" -> numbers(machine.config().layers().cpus());
            case "enable", "ctor" -> numbers(2);
            case "page" -> held(machine.names());
            case "cache" -> caches(machine.slabs());
            case "object" -> objects(machine.names());
            default -> listed(CommandText.words(verb, key));
        };
    }

    private static List<String> numbers(int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(Integer.toString(i));
        }
        return words;
    }

    private static List<String> listed(String names) {
        List<String> words = new ArrayList<>();
        int from = 0;
        while (from < names.length()) {
            int comma = names.indexOf(", ", from);
            int end = comma < 0 ? names.length() : comma;
            words.add(names.substring(from, end));
            from = end + 2;
        }
        return words;
    }

    private static List<String> held(Names names) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.held(names.name(i))) {
                words.add(names.name(i));
            }
        }
        return words;
    }

    /** Names of objects, of those given back too. */
    @Part("objects")
    private static List<String> objects(Names names) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.name(i);
            if (names.pfn(name) != Names.NIL && !names.held(name)) {
                words.add(name);
            }
        }
        return words;
    }

    @Part("objects")
    private static List<String> caches(SlabView slabs) {
        List<String> words = new ArrayList<>();
        for (int i = slabs.caches() - 1; i >= 0; i--) {
            words.add(slabs.name(slabs.cache(i)));
        }
        return words;
    }
}
