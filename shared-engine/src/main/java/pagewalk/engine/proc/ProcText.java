package pagewalk.engine.proc;

/** Column formats of /proc files: what printf's width does, without its cost in the browser. */
final class ProcText {
    private ProcText() {}

    /** Appends {@code text} right-aligned in {@code width} columns; longer text is not cut. */
    static void right(StringBuilder to, String text, int width) {
        for (int i = text.length(); i < width; i++) {
            to.append(' ');
        }
        to.append(text);
    }

    static void right(StringBuilder to, int number, int width) {
        right(to, Integer.toString(number), width);
    }
}
