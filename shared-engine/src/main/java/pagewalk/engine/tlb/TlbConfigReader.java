package pagewalk.engine.tlb;

import org.jspecify.annotations.Nullable;

/** Reads the words of {@link TlbConfig#FORM}, each at most once and in that order. */
final class TlbConfigReader {
    private static final int NO_NUMBER = -1;

    private int sets;
    private int ways;
    private int hugeSets;
    private int hugeWays;
    private Replacement replacement = Replacement.LRU;
    private int seed = 1;
    private boolean pcid = true;
    private boolean pti;
    private int ceiling = TlbConfig.USUAL.ceiling();
    /** How far in the order of the form the last word was. */
    private int place;

    @Nullable
    TlbConfig read(String text) {
        int from = 0;
        while (from <= text.length()) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            if (!take(text.substring(from, end))) {
                return null;
            }
            from = end + 1;
        }
        boolean treeFits = replacement != Replacement.PLRU || isPower(ways) && isPower(hugeWays);
        return sets == 0 || pti && !pcid || !treeFits
                ? null
                : new TlbConfig(sets, ways, hugeSets, hugeWays, replacement, seed, pcid, pti, ceiling);
    }

    private static boolean isPower(int value) {
        return (value & (value - 1)) == 0;
    }

    private boolean take(String word) {
        int x = word.indexOf('x');
        int colon = word.indexOf(':');
        if (word.equals("nopcid")) {
            pcid = false;
            return goesOnTo(4);
        }
        if (word.equals("pti")) {
            pti = true;
            return goesOnTo(5);
        }
        if (word.startsWith("ceiling:")) {
            ceiling = number(word.substring(colon + 1));
            return TlbConfig.mayHaveCeiling(ceiling) && goesOnTo(6);
        }
        Replacement named = Replacement.byWord(colon < 0 ? word : word.substring(0, colon));
        if (named != null) {
            replacement = named;
            boolean random = named == Replacement.RANDOM;
            seed = random && colon > 0 ? number(word.substring(colon + 1)) : 1;
            return seed > 0 && random == colon > 0 && goesOnTo(3);
        }
        return x > 0 && takeSize(number(word.substring(0, x)), number(word.substring(x + 1)));
    }

    private boolean takeSize(int someSets, int someWays) {
        if (place == 0) {
            sets = someSets;
            ways = someWays;
        } else {
            hugeSets = someSets;
            hugeWays = someWays;
        }
        return TlbConfig.mayHave(someSets, someWays) && goesOnTo(place == 0 ? 1 : 2);
    }

    private boolean goesOnTo(int next) {
        boolean inOrder = next > place;
        place = next;
        return inOrder;
    }

    /** A decimal number below 2^30 without leading zeros; {@link #NO_NUMBER} for anything else. */
    private static int number(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > 99_999_999 || i > 0 && value == 0) {
                return NO_NUMBER;
            }
            value = value * 10 + digit;
        }
        return text.isEmpty() ? NO_NUMBER : value;
    }
}
