package pagewalk.engine.util;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows whose copies share what neither wrote: against plain arrays, and how much they share. */
final class CowTest {
    private static final int CHUNK_BYTES = 4096;

    /** Both classes seen as one. */
    private sealed interface Row {
        int get(int index);

        void set(int index, int value);

        void fill(int from, int to, int value);

        Row copy();

        int bytesBeside(Row other);

        record Ints(CowInts row) implements Row {
            @Override
            public int get(int index) {
                return row.get(index);
            }

            @Override
            public void set(int index, int value) {
                row.set(index, value);
            }

            @Override
            public void fill(int from, int to, int value) {
                row.fill(from, to, value);
            }

            @Override
            public Row copy() {
                return new Ints(row.copy());
            }

            @Override
            public int bytesBeside(Row other) {
                return row.bytesBeside(((Ints) other).row);
            }
        }

        record Bytes(CowBytes row) implements Row {
            @Override
            public int get(int index) {
                return row.get(index);
            }

            @Override
            public void set(int index, int value) {
                row.set(index, value);
            }

            @Override
            public void fill(int from, int to, int value) {
                row.fill(from, to, value);
            }

            @Override
            public Row copy() {
                return new Bytes(row.copy());
            }

            @Override
            public int bytesBeside(Row other) {
                return row.bytesBeside(((Bytes) other).row);
            }
        }
    }

    /** A row and what it must hold. */
    private record Pair(Row row, int[] model) {
        Pair copy() {
            return new Pair(row.copy(), model.clone());
        }

        void set(int index, int value) {
            row.set(index, value);
            model[index] = value;
        }

        void fill(int from, int to, int value) {
            row.fill(from, to, value);
            Arrays.fill(model, from, to, value);
        }

        void check() {
            for (int i = 0; i < model.length; i++) {
                assertEquals(model[i], row.get(i), "at " + i);
            }
        }
    }

    private static Pair ints(int length, int value) {
        return filled(new Row.Ints(new CowInts(length, value)), length, value);
    }

    private static Pair bytes(int length, int value) {
        return filled(new Row.Bytes(new CowBytes(length, value)), length, value);
    }

    private static Pair filled(Row row, int length, int value) {
        int[] model = new int[length];
        Arrays.fill(model, value);
        return new Pair(row, model);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 1023, 1024, 1025, 2048, 4095, 4096, 4097, 13_000})
    void copiesOfCopiesAgreeWithPlainArrays(int length) {
        walk(ints(length, -7), length);
        walk(bytes(length, -7), length);
    }

    /** Writes anywhere, fills runs and copies, in a family of rows that share with one another. */
    private static void walk(Pair first, int length) {
        Xorshift random = new Xorshift(20, length);
        List<Pair> family = new ArrayList<>(List.of(first));
        for (int i = 0; i < 6000; i++) {
            Pair one = family.get(random.below(family.size()));
            int value = random.between(-128, 127);
            switch (random.below(16)) {
                case 0 -> {
                    int from = random.below(length + 1);
                    one.fill(from, from + random.below(length - from + 1), value);
                }
                case 1 -> family.set(random.below(family.size()), one.copy());
                case 2 -> {
                    if (family.size() < 12) {
                        family.add(one.copy());
                    }
                }
                default -> one.set(random.below(length), value);
            }
            if (i % 500 == 0) {
                family.forEach(Pair::check);
            }
        }
        family.forEach(Pair::check);
    }

    @Test
    void aPairIsTwoValues() {
        CowInts row = new CowInts(3000, 0);
        row.setPair(1022, 5, 6);
        row.setPair(2998, 7, 8);
        CowInts copy = row.copy();
        copy.setPair(1022, 9, 10);
        assertEquals(List.of(5, 6, 0), List.of(row.get(1022), row.get(1023), row.get(1024)));
        assertEquals(List.of(9, 10, 0), List.of(copy.get(1022), copy.get(1023), copy.get(1024)));
        assertEquals(List.of(7, 8), List.of(copy.get(2998), copy.get(2999)));
        assertThrows(IllegalStateException.class, () -> row.setPair(3000, 1, 1));
        assertThrows(IllegalStateException.class, () -> row.setPair(-2, 1, 1));
        assertThrows(IllegalStateException.class, () -> new CowInts(3, 0).setPair(2, 1, 1));
    }

    @Test
    void bytesKeepTheirLowEightBits() {
        CowBytes row = new CowBytes(10, 0x1ff);
        assertEquals(-1, row.get(3));
        row.set(3, 0x17f);
        assertEquals(127, row.get(3));
    }

    @Test
    void indicesOutsideAreABug() {
        for (Row row : List.of(ints(5000, 0).row(), bytes(5000, 0).row())) {
            for (int index : new int[] {-1, 5000, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                assertThrows(IllegalStateException.class, () -> row.get(index));
                assertThrows(IllegalStateException.class, () -> row.set(index, 0));
            }
            assertThrows(IllegalStateException.class, () -> row.fill(-1, 3, 0));
            assertThrows(IllegalStateException.class, () -> row.fill(4, 3, 0));
            assertThrows(IllegalStateException.class, () -> row.fill(4, 5001, 0));
        }
        assertThrows(IllegalStateException.class, () -> new CowInts(-1, 0));
        assertThrows(IllegalStateException.class, () -> new CowBytes(-1, 0));
        assertThrows(IllegalStateException.class, () -> new CowInts(0, 0).get(0));
        assertEquals(0, new CowBytes(0, 0).copy().length());
    }

    @Test
    void whatNobodyWroteIsOneChunk() {
        int chunks = 10;
        assertEquals(chunks * 4 + CHUNK_BYTES, new CowInts(chunks * 1024, -1).bytesBeside(null));
        assertEquals(chunks * 4 + CHUNK_BYTES, new CowBytes(chunks * 4096, 1).bytesBeside(null));
        assertEquals(4 + 5 * 4, new CowInts(5, 0).bytesBeside(null), "a short row has a short chunk");
        assertEquals(4 + 5, new CowBytes(5, 0).bytesBeside(null));
    }

    @Test
    void aCopyTakesBesideItsOriginOnlyWhatOneOfThemWrote() {
        sharing(ints(10 * 1024, 3), 1024);
        sharing(bytes(10 * 4096, 3), 4096);
    }

    private static void sharing(Pair origin, int chunk) {
        int references = 10 * 4;
        origin.set(chunk, 9);
        Row copy = origin.row().copy();
        assertEquals(references, copy.bytesBeside(origin.row()));
        origin.set(0, 1);
        origin.set(1, 1);
        assertEquals(references + CHUNK_BYTES, copy.bytesBeside(origin.row()), "the chunk the origin left");
        copy.set(chunk + 5, 2);
        copy.set(9 * chunk, 2);
        assertEquals(references + 3 * CHUNK_BYTES, copy.bytesBeside(origin.row()));
        assertEquals(
                references + 2 * CHUNK_BYTES,
                origin.row().bytesBeside(copy),
                "its last chunk is the one that both still have before it");
        Row second = copy.copy();
        assertEquals(references, second.bytesBeside(copy));
        copy.fill(0, 10 * chunk, 0);
        assertEquals(references, second.bytesBeside(second.copy()));
        assertEquals(references + CHUNK_BYTES, copy.bytesBeside(second), "a filled run is one chunk");
    }
}
