package pagewalk.engine.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.LineScanner.Word;

/** The words after a verb, by key or by place; remembers the first thing that is wrong with them. */
final class Arguments {
    private final Word verb;
    private final List<Word> words;
    private final String[] keys;
    private Parsed.@Nullable Malformed malformed;

    /**
     * The words of a line whose first is the verb; other keys than {@code keys} are wrong. A value without a key
     * belongs to the key of its place, except to keys that begin with a minus sign here: they are always named.
     */
    Arguments(List<Word> line, String... keys) {
        this.verb = line.get(0);
        this.words = line.subList(1, line.size());
        this.keys = keys;
        checkKeys();
    }

    /** The first fault found so far, or null. */
    Parsed.@Nullable Malformed malformed() {
        return malformed;
    }

    boolean wellFormed() {
        return malformed == null;
    }

    Word verb() {
        return verb;
    }

    void fail(int column, String message) {
        if (malformed == null) {
            malformed = new Parsed.Malformed(column, message);
        }
    }

    /** The word of {@code key}; null if it is not there. */
    @Nullable
    Word find(String key) {
        int place = placeOf(key);
        Word found = null;
        int positional = 0;
        for (Word word : words) {
            boolean mine =
                    word.key().isEmpty() ? positional++ == place : word.key().equals(key);
            if (mine && found != null) {
                fail(word.column(), key + " is given twice");
            }
            found = mine ? word : found;
        }
        if (found != null && found.value().isEmpty()) {
            fail(found.valueColumn(), key + " has no value");
        }
        return found;
    }

    /** The last word, or null if there is none but the verb. */
    @Nullable
    Word last() {
        return words.isEmpty() ? null : words.get(words.size() - 1);
    }

    /** The word of a key that has to be there. */
    @Nullable
    Word need(String key, String what) {
        Word word = find(key);
        if (word == null) {
            fail(verb.column(), verb.value() + " needs " + key + "=, " + what);
        }
        return word;
    }

    /** A number from 0 to 2147483647; 0 and a fault for anything else. */
    int number(Word word, String key) {
        int number = Numbers.parse(word.value());
        if (number < 0) {
            fail(word.valueColumn(), key + " is a number from 0 to 2147483647, decimal or 0x; this is " + word.value());
        }
        return Math.max(number, 0);
    }

    /** Bytes of a key that has to be there. */
    long bytes(String key) {
        Word word = need(key, "a number of bytes");
        return word == null ? 0 : bytes(word, key);
    }

    /** Bytes of a key that may be missing. */
    long bytesOr(String key, long missing) {
        Word word = find(key);
        return word == null ? missing : bytes(word, key);
    }

    /** What is freed: the name of a result as {@code key}, or an address as addr. */
    ObjectRef reference(String key) {
        Word object = find(key);
        Word address = find("addr");
        if ((object == null) == (address == null)) {
            Word at = object == null || address == null ? verb : address;
            fail(at.column(), verb.value() + " needs one " + key + ": a name, or addr= and an address");
        }
        if (address != null) {
            return new ObjectRef.Address(bytesOr("addr", 0));
        }
        String value = object == null ? "" : object.value();
        String name = value.startsWith("$") ? value.substring(1) : value;
        if (object != null && !CommandText.isName(name)) {
            boolean number = Numbers.isBytes(name);
            String hint = number ? "; for an address write addr=" + name : "; this is " + value;
            fail(object.valueColumn(), key + " is the name of an earlier result" + hint);
        }
        return new ObjectRef.Named(CommandText.isName(name) ? name : "none");
    }

    private long bytes(Word word, String key) {
        if (!word.value().isEmpty() && !Numbers.isBytes(word.value())) {
            fail(
                    word.valueColumn(),
                    key + " is a number below 2^64, decimal or 0x, with K, M or G; this is " + word.value());
        }
        return Numbers.bytes(word.value());
    }

    private void checkKeys() {
        int places = 0;
        for (String key : keys) {
            places += key.startsWith("-") ? 0 : 1;
        }
        int positional = 0;
        for (Word word : words) {
            if (word.key().isEmpty() && ++positional > places) {
                fail(word.column(), verb.value() + " takes no further value: " + word.value());
            } else if (!word.key().isEmpty() && !known(word.key())) {
                fail(word.column(), verb.value() + " has no key " + word.key() + "; it takes " + keyList());
            }
        }
    }

    /** The keys the verb takes. */
    List<String> keys() {
        List<String> names = new ArrayList<>();
        for (String key : keys) {
            names.add(key.startsWith("-") ? key.substring(1) : key);
        }
        return names;
    }

    private boolean known(String key) {
        return placeOf(key) >= 0 || placeOf("-" + key) >= 0;
    }

    private int placeOf(String key) {
        for (int i = 0; i < keys.length; i++) {
            if (keys[i].equals(key)) {
                return i;
            }
        }
        return -1;
    }

    private String keyList() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < keys.length; i++) {
            String separator = i == 0 ? "" : i == keys.length - 1 ? " and " : ", ";
            list.append(separator).append(keys[i].startsWith("-") ? keys[i].substring(1) : keys[i]);
        }
        return list.isEmpty() ? "none" : list.toString();
    }
}
