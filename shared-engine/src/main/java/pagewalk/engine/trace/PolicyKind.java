package pagewalk.engine.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalogue of replacement policies: what each is called, and which settings it takes. */
public enum PolicyKind {
    FIFO("first in, first out", ""),
    LRU("least recently used", ""),
    OPT("the optimum of demand paging; needs the whole trace", "demand belady min optdemand"),
    OPT_BYPASS("the optimum of a cache that may pass a page by", ""),
    CLOCK("a ring with a hand: insert=0|1 bits=1..4 hand=first|last", "clockref0", "insert", "bits", "hand"),
    SC("second chance, a queue: insert=0|1", "secondchance", "insert"),
    ESC("enhanced second chance, with the modified bit", "enhanced enhancedsecondchance"),
    LFU("least frequently used: keep=0|1", "", "keep"),
    MRU("most recently used", ""),
    NRU("not recently used: tick=REFERENCES", "", "tick"),
    RAND("at random: seed=N", "random", "seed"),
    AGING("eight-bit ages: tick=REFERENCES", "", "tick"),
    WS("Denning's working set: window=REFERENCES", "workingset", "window"),
    TWO_Q("2Q, the full version", "2q"),
    ARC("adaptive replacement", ""),
    SIEVE("a queue with a hand that clears bits in place", ""),
    S3_FIFO("small, main and ghost queue", ""),
    LINUX("the active and inactive list of Linux 6.12, with refaults", "twolist activeinactive");

    private final String words;
    private final String[] aliases;
    private final List<String> settings;

    PolicyKind(String words, String aliases, String... settings) {
        this.words = words;
        this.aliases = aliases.isEmpty() ? new String[0] : words(aliases);
        this.settings = List.of(settings);
    }

    private static String[] words(String text) {
        int spaces = 0;
        for (int i = 0; i < text.length(); i++) {
            spaces += text.charAt(i) == ' ' ? 1 : 0;
        }
        String[] words = new String[spaces + 1];
        int from = 0;
        for (int i = 0; i < words.length; i++) {
            int end = text.indexOf(' ', from);
            words[i] = text.substring(from, end < 0 ? text.length() : end);
            from = end + 1;
        }
        return words;
    }

    /** The name on a command line, such as {@code S3-FIFO}. */
    public String label() {
        return this == TWO_Q ? "2Q" : name().replace('_', '-');
    }

    /** What the policy is and which settings it takes, in a few words. */
    public String words() {
        return words;
    }

    /** Whether the policy has a setting of this name. */
    boolean takes(String setting) {
        return settings.contains(setting);
    }

    /** The policy called {@code name}, in any case and with or without dashes; null if there is none. */
    static @Nullable PolicyKind named(String name) {
        String plain = plain(name);
        for (PolicyKind kind : values()) {
            if (plain.equals(plain(kind.name()))) {
                return kind;
            }
            for (String alias : kind.aliases) {
                if (plain.equals(alias)) {
                    return kind;
                }
            }
        }
        return null;
    }

    /** A name in small letters and without dashes. */
    static String plain(String name) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c != '-' && c != '_') {
                plain.append(c >= 'A' && c <= 'Z' ? (char) (c + 'a' - 'A') : c);
            }
        }
        return plain.toString();
    }
}
