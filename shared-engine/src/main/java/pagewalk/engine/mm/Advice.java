package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;

/** What madvise() can be told (include/uapi/asm-generic/mman-common.h), and the flags it changes. */
public enum Advice {
    NORMAL(VmFlags.RAND_READ | VmFlags.SEQ_READ, 0),
    RANDOM(VmFlags.SEQ_READ, VmFlags.RAND_READ),
    SEQUENTIAL(VmFlags.RAND_READ, VmFlags.SEQ_READ),
    DONTNEED(0, 0),
    DONTFORK(0, VmFlags.DONTCOPY),
    DOFORK(VmFlags.DONTCOPY, 0),
    HUGEPAGE(VmFlags.NOHUGEPAGE, VmFlags.HUGEPAGE),
    NOHUGEPAGE(VmFlags.HUGEPAGE, VmFlags.NOHUGEPAGE),
    DONTDUMP(0, VmFlags.DONTDUMP),
    DODUMP(VmFlags.DONTDUMP, 0),
    WIPEONFORK(0, VmFlags.WIPEONFORK),
    KEEPONFORK(VmFlags.WIPEONFORK, 0),
    POPULATE_READ(0, 0),
    POPULATE_WRITE(0, 0),
    FREE(0, 0),
    COLD(0, 0),
    PAGEOUT(0, 0),
    COLLAPSE(0, 0);

    private final int clears;
    private final int sets;

    Advice(int clears, int sets) {
        this.clears = clears;
        this.sets = sets;
    }

    int clears() {
        return clears;
    }

    int sets() {
        return sets;
    }

    /** The advice called {@code word}, with or without MADV_ and in any case; null if there is none. */
    public static @Nullable Advice byWord(String word) {
        String upper = word.toUpperCase(java.util.Locale.ROOT);
        String bare = upper.startsWith("MADV_") ? upper.substring(5) : upper;
        for (Advice advice : values()) {
            if (advice.name().equals(bare)) {
                return advice;
            }
        }
        return null;
    }

    /** As it is written in a command. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** All of them, comma-separated, for messages. */
    public static String words() {
        StringBuilder words = new StringBuilder();
        for (Advice advice : values()) {
            words.append(words.isEmpty() ? "" : ", ").append(advice.word());
        }
        return words.toString();
    }
}
