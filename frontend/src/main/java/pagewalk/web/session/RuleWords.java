package pagewalk.web.session;

import pagewalk.engine.rule.Rule;
import pagewalk.web.json.Digits;

/**
 * Sentences and sources of the rules, which come as a file of their own beside the program; empty until it is there.
 *
 * <p>In a compiled program {@code Rule.sentence()} and {@code Rule.source()} ask here: see {@code RuleWordsApart}.
 */
public final class RuleWords {
    private static String[] sentences = {};
    private static String[] sources = {};
    private static Runnable whenTaken = () -> {};

    private RuleWords() {}

    /** Takes the file: a line for each rule with its code, sentence and source, and tabs between them. */
    public static void take(String file) {
        int from = 0;
        while (from < file.length()) {
            int first = file.indexOf('\t', from);
            int second = file.indexOf('\t', first + 1);
            int end = file.indexOf('\n', second + 1);
            put(
                    Digits.natural(file.substring(from, first)),
                    file.substring(first + 1, second),
                    file.substring(second + 1, end));
            from = end + 1;
        }
        whenTaken.run();
    }

    private static void put(int code, String sentence, String source) {
        if (code >= sentences.length) {
            sentences = longer(sentences, code + 1);
            sources = longer(sources, code + 1);
        }
        sentences[code] = sentence;
        sources[code] = source;
    }

    private static String[] longer(String[] old, int length) {
        String[] all = new String[length];
        for (int i = 0; i < length; i++) {
            all[i] = i < old.length ? old[i] : "";
        }
        return all;
    }

    /** What is called when the file has come, for pages that show rules. */
    public static void whenTaken(Runnable paint) {
        whenTaken = paint;
    }

    public static String sentence(Rule rule) {
        return rule.code() < sentences.length ? sentences[rule.code()] : "";
    }

    public static String source(Rule rule) {
        return rule.code() < sources.length ? sources[rule.code()] : "";
    }
}
