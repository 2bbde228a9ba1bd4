package pagewalk.web.memory;

import pagewalk.engine.util.IntList;

/** Numbers in words, short where they follow one another: {@code 0–3, 7}. */
final class Runs {
    /** Shorter runs are written out. */
    private static final int SHORTEST = 3;

    private Runs() {}

    /** The numbers in their order; {@code between} stands between two entries, and a dash within a run. */
    static String text(int[] numbers, String between) {
        StringBuilder text = new StringBuilder();
        int i = 0;
        while (i < numbers.length) {
            int end = i;
            while (end + 1 < numbers.length && numbers[end + 1] == numbers[end] + 1) {
                end++;
            }
            int last = end - i + 1 < SHORTEST ? i : end;
            text.append(i == 0 ? "" : between).append(numbers[i]);
            if (last > i) {
                text.append('–').append(numbers[last]);
            }
            i = last + 1;
        }
        return text.toString();
    }

    static String text(IntList numbers, String between) {
        return text(numbers.toArray(), between);
    }
}
