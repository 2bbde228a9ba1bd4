package pagewalk.lab.grade;

/** Words of a stranger's file, made harmless for the terminals, tables and pages they are told on. */
public final class PlainText {
    private static final int MAX_CHARS = 1_000;

    private PlainText() {}

    /** One line: what would steer a terminal or turn the direction of writing becomes a question mark, and it ends. */
    public static String line(String text) {
        return line(text, MAX_CHARS);
    }

    /** The same with at most so many characters, the dots for what is cut off aside. */
    public static String line(String text, int most) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length() && i < most; i++) {
            char c = text.charAt(i);
            out.append(isHarmless(c) ? c : '?');
        }
        return text.length() > most ? out.append("...").toString() : out.toString();
    }

    private static boolean isHarmless(char c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
