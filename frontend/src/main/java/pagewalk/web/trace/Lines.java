package pagewalk.web.trace;

import java.util.ArrayList;
import java.util.List;

/** The texts between the page and its worker: lines of fields with tabs between them, the first of which is a name. */
final class Lines {
    private final StringBuilder text = new StringBuilder();

    /** Adds a line. */
    Lines add(String... fields) {
        for (int i = 0; i < fields.length; i++) {
            text.append(i == 0 ? "" : "\t").append(fields[i]);
        }
        text.append('\n');
        return this;
    }

    /** Numbers as one field. */
    static String numbers(int[] numbers) {
        StringBuilder field = new StringBuilder();
        for (int number : numbers) {
            field.append(field.length() == 0 ? "" : " ").append(number);
        }
        return field.toString();
    }

    String text() {
        return text.toString();
    }

    /** The parts of a text between marks; none of an empty text. */
    static List<String> split(String text, char mark) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf(mark, from);
            parts.add(text.substring(from, end < 0 ? text.length() : end));
            from = end < 0 ? text.length() : end + 1;
        }
        return parts;
    }

    /** The fields of a line; one that ends with a tab has an empty last one. */
    static String[] fields(String line) {
        int count = 1;
        for (int i = 0; i < line.length(); i++) {
            count += line.charAt(i) == '\t' ? 1 : 0;
        }
        String[] fields = new String[count];
        int from = 0;
        for (int i = 0; i < count; i++) {
            int end = i + 1 < count ? line.indexOf('\t', from) : line.length();
            fields[i] = line.substring(from, end);
            from = end + 1;
        }
        return fields;
    }

    /** The number that a field holds, with a sign or without; the text is ours. */
    static int number(String digits) {
        int value = 0;
        int first = digits.startsWith("-") ? 1 : 0;
        for (int i = first; i < digits.length(); i++) {
            value = value * 10 + digits.charAt(i) - '0';
        }
        return first == 1 ? -value : value;
    }

    /** The numbers of a field. */
    static int[] numbers(String field) {
        List<String> words = split(field, ' ');
        int[] numbers = new int[words.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(words.get(i));
        }
        return numbers;
    }
}
