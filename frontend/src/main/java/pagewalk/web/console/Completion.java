package pagewalk.web.console;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Machine;
import pagewalk.engine.Names;
import pagewalk.engine.command.Command;
import pagewalk.engine.page.Gfp;

/** What can follow in a command line: verbs, their keys, orders, gfp flags, names that are held, files. */
public final class Completion {
    private static final int MOST = 12;
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
        String verb = verbIn(before);
        return switch (verb) {
            case "" -> verbs();
            case "alloc_pages" -> allocation(before, typed);
            case "free_pages" -> held(machine.names());
            case "cat" -> machine.files();
            default -> List.of();
        };
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
            words.add(verb.word() + " ");
        }
        return words;
    }

    private static List<String> allocation(String before, String typed) {
        List<String> words = new ArrayList<>();
        if (typed.startsWith("order=")) {
            for (int order = 0; order <= MAX_ORDER; order++) {
                words.add("order=" + order);
            }
        } else if (typed.startsWith("gfp=")) {
            String names = Gfp.names();
            int from = 0;
            while (from < names.length()) {
                int end = names.indexOf(", ", from);
                words.add("gfp=" + names.substring(from, end < 0 ? names.length() : end));
                from = end < 0 ? names.length() : end + 2;
            }
        } else {
            if (!before.contains("order=")) {
                words.add("order=");
            }
            if (!before.contains("gfp=")) {
                words.add("gfp=");
            }
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
        words.add("pfn=");
        return words;
    }
}
