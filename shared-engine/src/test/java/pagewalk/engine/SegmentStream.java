package pagewalk.engine;

import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for an address space beside the machine: spaces of every scheme one after another, registers and
 * pages that come and go, many addresses, and mistakes of every kind.
 */
public final class SegmentStream {
    private static final String[] SCHEMES = {"base", "segments", "linear", "two-level"};
    private static final int[] SMALL_PAGES = {8, 16, 32, 64};

    private final Xorshift random;
    private int given;
    private String scheme = "base";
    private int asize = 1;
    private int psize = 1;
    private int page = 1;

    public SegmentStream(Xorshift random) {
        this.random = random;
    }

    public String next() {
        given++;
        if (given == 1) {
            return "seg_translate addr=1";
        }
        if (given % 100 == 2) {
            return begin();
        }
        if (random.below(12) == 0) {
            return mistake();
        }
        if (random.below(3) == 0) {
            return change();
        }
        return "seg_translate addr=" + random.below(asize);
    }

    private String begin() {
        scheme = SCHEMES[random.below(4)];
        if (scheme.equals("two-level")) {
            page = SMALL_PAGES[random.below(4)];
            asize = page * page * page;
            int pages = 4 + random.below(125);
            psize = page * pages;
            return "seg_init scheme=two-level page=" + page + " asize=" + asize + " psize=" + psize + " pdbr="
                    + random.below(pages);
        }
        page = 1 << random.below(8);
        asize = (1 + random.below(64)) * page;
        psize = (1 + random.below(200)) * page;
        return "seg_init scheme=" + scheme + " asize=" + asize + " psize=" + psize
                + (scheme.equals("linear") ? " page=" + page : "");
    }

    private String change() {
        if (scheme.equals("base") || scheme.equals("segments")) {
            int segment = scheme.equals("base") ? 0 : random.below(2);
            String grows = random.below(2) == 0 ? "" : random.below(2) == 0 ? " grows=up" : " grows=down";
            return "seg_set segment=" + segment + " base=" + random.below(psize + psize / 4 + 1) + " limit="
                    + random.below(asize / 2 + 2) + grows;
        }
        int vpn = random.below(asize / page);
        return switch (random.below(5)) {
            case 0 -> "seg_unmap vpn=" + vpn;
            case 1 -> fill();
            default ->
                "seg_map vpn=" + vpn + " pfn=" + random.below(psize / page)
                        + (random.below(4) == 0 ? " table=" + random.below(psize / page) : "");
        };
    }

    private String fill() {
        StringBuilder bytes = new StringBuilder();
        int words = 1 + random.below(Math.max(1, Math.min(page, 64) / 8));
        for (int i = 0; i < words * 16; i++) {
            bytes.append("0123456789abcdef".charAt(random.below(16)));
        }
        return "seg_fill page=" + random.below(psize / page) + " bytes=" + bytes;
    }

    private String mistake() {
        return switch (random.below(17)) {
            case 0 -> "seg_translate addr=" + asize;
            case 1 -> "seg_translate addr=0xffffffffffffffff";
            case 2 -> "seg_init scheme=base asize=0x20000000000";
            case 3 -> "seg_init scheme=linear asize=4096 psize=8192 page=3000";
            case 4 -> "seg_init scheme=two-level page=24";
            case 5 -> "seg_init scheme=two-level pdbr=" + (128 + random.below(9));
            case 6 -> "seg_init scheme=segments page=16";
            case 7 -> "seg_set segment=2 base=0 limit=0";
            case 8 -> "seg_set segment=0 base=0xffffffffffffffff limit=1";
            case 9 -> "seg_set segment=0 base=0 limit=" + (1L << 41);
            case 10 -> "seg_map vpn=" + asize + " pfn=0";
            case 11 -> "seg_map vpn=0 pfn=" + psize;
            case 12 -> "seg_unmap vpn=" + random.below(asize);
            case 13 -> "seg_fill page=" + psize + " bytes=0000000000000000";
            case 15 -> "tlb_stat cpu=0";
            case 14 -> "seg_init scheme=linear page=1 asize=0x200000 psize=0x200000";
            default -> "seg_set segment=" + random.below(2) + " base=1 limit=1";
        };
    }
}
