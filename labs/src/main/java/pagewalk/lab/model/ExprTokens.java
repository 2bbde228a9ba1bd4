package pagewalk.lab.model;

import pagewalk.engine.util.Part;

/** Cuts an expression into numbers, names, strings and signs, and remembers where each stood. */
final class ExprTokens {
    /** What kind the current token is. */
    enum Kind {
        NUMBER,
        NAME,
        STRING,
        SIGN,
        END
    }

    private static final int MAX_CHARS = 4000;

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;

    Kind kind = Kind.END;
    String word = "";
    int number;
    int tokenLine = 1;
    int tokenColumn = 1;

    ExprTokens(String text) {
        this.text = text;
        if (text.length() > MAX_CHARS) {
            throw new TextFault(1, 1, "an expression has at most " + MAX_CHARS + " characters, not " + text.length());
        }
        next();
    }

    /** True when the current token is this sign or this word. */
    boolean is(String sign) {
        return (kind == Kind.SIGN || kind == Kind.NAME) && word.equals(sign);
    }

    TextFault fault(String reason) {
        return new TextFault(tokenLine, tokenColumn, reason);
    }

    /** The current token as a person would point at it. */
    String shown() {
        return kind == Kind.END ? "the end" : "'" + word + "'";
    }

    void next() {
        skipBlanks();
        tokenLine = line;
        tokenColumn = at - lineStart + 1;
        if (at == text.length()) {
            kind = Kind.END;
            word = "";
            return;
        }
        char c = text.charAt(at);
        if (Text.isDigit(c)) {
            readNumber();
        } else if (Text.isLetter(c) || c == '_') {
            readName();
        } else if (!readString(c)) {
            readSign();
        }
    }

    private void skipBlanks() {
        while (at < text.length() && (Text.isBlank(text.charAt(at)) || text.charAt(at) == '\n')) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
            at++;
        }
    }

    private void readNumber() {
        int from = at;
        while (at < text.length() && (Text.isDigit(text.charAt(at)) || Text.isLetter(text.charAt(at)))) {
            at++;
        }
        kind = Kind.NUMBER;
        word = text.substring(from, at);
        number = word.startsWith("0x") ? hex(word.substring(2)) : Text.natural(word);
        if (number < 0) {
            throw fault(word + " is not a number that fits: decimal up to 999999999, or 0x with up to 7 digits");
        }
    }

    private static int hex(String digits) {
        if (digits.isEmpty() || digits.length() > 7) {
            return -1;
        }
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = Character.digit(digits.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value * 16 + digit;
        }
        return value;
    }

    private void readName() {
        int from = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        kind = Kind.NAME;
        word = text.substring(from, at);
    }

    private static boolean isNamePart(char c) {
        return Text.isLetter(c) || Text.isDigit(c) || c == '_' || c == '.';
    }

    /** A text in quotes: a path, a label, the name of a rule. */
    @Part("files")
    private boolean readString(char c) {
        if (c != '"') {
            return false;
        }
        int end = text.indexOf('"', at + 1);
        if (end < 0 || text.substring(at, end).indexOf('\n') >= 0) {
            throw fault("a string ends with a second '\"' on the same line");
        }
        kind = Kind.STRING;
        word = text.substring(at + 1, end);
        at = end + 1;
        return true;
    }

    private void readSign() {
        kind = Kind.SIGN;
        String two = at + 2 <= text.length() ? text.substring(at, at + 2) : "";
        if (two.equals("==") || two.equals("!=") || two.equals("<=") || two.equals(">=")) {
            word = two;
        } else if ("+-*/%<>(),=".indexOf(text.charAt(at)) >= 0) {
            word = text.substring(at, at + 1);
        } else {
            throw fault("'" + text.charAt(at) + "' has no meaning in an expression");
        }
        at += word.length();
    }
}
