package pagewalk.lab;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.lab.content.Hmac;

/**
 * What a variant is drawn from: one seed of 16 bytes for each part, so that parts do not repeat each other's numbers.
 *
 * <p>A practice seed is a short hex text anybody may know. A graded seed is made from the course's key; written out
 * ({@link Variant#seedHex}), it is the parts' seeds joined by dots.
 */
public final class VariantSeed {
    private static final int PART_BYTES = 16;
    private static final int MAX_HEX = 24;

    private final byte[] key;
    private final String tail;
    private final String practiceHex;
    private final List<String> partSeeds;
    private final @Nullable String student;
    private final int attempt;

    private VariantSeed(byte[] key, String tail, String practiceHex, List<String> partSeeds, Owner owner) {
        this.key = key;
        this.tail = tail;
        this.practiceHex = practiceHex;
        this.partSeeds = List.copyOf(partSeeds);
        this.student = owner.student;
        this.attempt = owner.attempt;
    }

    private record Owner(@Nullable String student, int attempt) {}

    private static final Owner NOBODY = new Owner(null, 1);

    /** HMAC-SHA256(course key, lab|part|student|attempt) for each part; the key has at least 16 bytes. */
    public static VariantSeed graded(byte[] courseKey, String lab, String student, int attempt) {
        if (courseKey.length < 16) {
            throw new IllegalArgumentException("a course key has at least 16 bytes, this one " + courseKey.length);
        }
        if (attempt < 1) {
            throw new IllegalArgumentException("attempts count from 1: attempt=" + attempt);
        }
        String tail = "|" + student + "|" + attempt;
        return new VariantSeed(courseKey.clone(), tail, "", List.of(), new Owner(student, attempt));
    }

    /** A seed that may be shown: 1 to 24 hex digits. Throws {@link IllegalArgumentException} for anything else. */
    public static VariantSeed practice(String hex) {
        if (!hex.matches("[0-9a-f]{1," + MAX_HEX + "}")) {
            throw new IllegalArgumentException("a seed is 1 to " + MAX_HEX + " lower-case hex digits");
        }
        return new VariantSeed(
                ("practice|" + hex).getBytes(java.nio.charset.StandardCharsets.UTF_8), "", hex, List.of(), NOBODY);
    }

    /** A fresh practice seed. */
    public static VariantSeed random() {
        byte[] bytes = new byte[8];
        new SecureRandom().nextBytes(bytes);
        return practice(HexFormat.of().formatHex(bytes));
    }

    /** Reads what {@link Variant#seedHex} wrote, of either kind; throws {@link IllegalArgumentException}. */
    public static VariantSeed parse(String text) {
        if (text.length() <= MAX_HEX) {
            return practice(text);
        }
        List<String> seeds = new ArrayList<>(Arrays.asList(text.split("\\.", -1)));
        for (String seed : seeds) {
            if (!seed.matches("[0-9a-f]{32}")) {
                throw new IllegalArgumentException("a graded seed is 32 hex digits a part, joined by dots");
            }
        }
        return new VariantSeed(new byte[0], "", "", seeds, NOBODY);
    }

    /** The student a graded seed was made for; null for practice. */
    public @Nullable String student() {
        return student;
    }

    public int attempt() {
        return attempt;
    }

    /** True for a seed that may be shown to its student. */
    public boolean isPractice() {
        return !practiceHex.isEmpty();
    }

    byte[] part(String lab, String part, int index) {
        if (!partSeeds.isEmpty()) {
            if (index >= partSeeds.size()) {
                throw new IllegalArgumentException("the seed has " + partSeeds.size() + " parts, the lab has more");
            }
            return HexFormat.of().parseHex(partSeeds.get(index));
        }
        return Arrays.copyOf(Hmac.sha256(key, lab + "|" + part + tail), PART_BYTES);
    }

    String hex(String lab, List<String> parts) {
        if (isPractice()) {
            return practiceHex;
        }
        List<String> seeds = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            seeds.add(HexFormat.of().formatHex(part(lab, parts.get(i), i)));
        }
        return String.join(".", seeds);
    }
}
