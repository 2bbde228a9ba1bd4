package pagewalk.lab.grade;

import java.util.ArrayList;
import java.util.List;

/** The list of VMAs as the text of lab 09 has it: cut at borders, joined with neighbours that agree. */
final class PaperVmas {
    private static final int NO_ANON = -1;

    private final List<Vma> vmas = new ArrayList<>();
    private int anons;

    private record Vma(int from, int to, String prot, String flags, int anon) {
        boolean joins(Vma next) {
            return to == next.from
                    && prot.equals(next.prot)
                    && flags.equals(next.flags)
                    && (anon == NO_ANON || next.anon == NO_ANON || anon == next.anon);
        }
    }

    /** VMAs of a range of pages. */
    int count(int from, int to) {
        return (int) vmas.stream().filter(v -> v.from >= from && v.to <= to).count();
    }

    /** Whether there is a VMA with exactly these pages and rights. */
    boolean has(int from, int to, String prot) {
        return vmas.stream().anyMatch(v -> v.from == from && v.to == to && v.prot.equals(prot));
    }

    /** Carries a call out; 1 if it joined both neighbours, 2 the one below, 3 the one above, 4 none. */
    int apply(PaperCall call) {
        int from = call.page();
        int to = call.end();
        switch (call.verb()) {
            case "store" -> touch(from);
            case "munmap" -> take(from, to);
            case "mmap" -> {
                take(from, to);
                return add(new Vma(from, to, call.get("prot"), "", NO_ANON));
            }
            default -> {
                int joined = 4;
                for (Vma old : take(from, to)) {
                    joined = add(changed(old, call));
                }
                if (call.verb().equals("mlock")) {
                    touch(from);
                }
                return joined;
            }
        }
        return 4;
    }

    private static Vma changed(Vma old, PaperCall call) {
        String flags = call.verb().equals("madvise") ? call.get("advice") : call.verb();
        return switch (flags) {
            case "mprotect" -> new Vma(old.from, old.to, call.get("prot"), old.flags, old.anon);
            case "mlock", "dontfork" -> new Vma(old.from, old.to, old.prot, flags, old.anon);
            default -> new Vma(old.from, old.to, old.prot, "", old.anon);
        };
    }

    /** Cuts the range out and says what was there. */
    private List<Vma> take(int from, int to) {
        List<Vma> inside = new ArrayList<>();
        for (Vma v : List.copyOf(vmas)) {
            if (v.from < to && v.to > from) {
                vmas.remove(v);
                keep(new Vma(v.from, from, v.prot, v.flags, v.anon));
                keep(new Vma(to, v.to, v.prot, v.flags, v.anon));
                inside.add(new Vma(Math.max(v.from, from), Math.min(v.to, to), v.prot, v.flags, v.anon));
            }
        }
        inside.sort((a, b) -> a.from - b.from);
        return inside;
    }

    private void keep(Vma v) {
        if (v.from < v.to) {
            vmas.add(v);
        }
    }

    private int add(Vma v) {
        Vma below = vmas.stream().filter(o -> o.joins(v)).findFirst().orElse(null);
        Vma above = vmas.stream().filter(v::joins).findFirst().orElse(null);
        boolean both = below != null
                && above != null
                && (below.anon == NO_ANON || above.anon == NO_ANON || below.anon == above.anon);
        Vma lower = below == null ? v : below;
        Vma upper = above == null || below != null && !both ? v : above;
        vmas.remove(lower);
        vmas.remove(upper);
        int anon = Math.max(v.anon, Math.max(lower.anon, upper.anon));
        vmas.add(new Vma(lower.from, upper.to, v.prot, v.flags, anon));
        return both ? 1 : below != null ? 2 : above != null ? 3 : 4;
    }

    /** The first write gives an anon_vma: that of a neighbour that differs in rights alone, or a new one. */
    private void touch(int page) {
        Vma v = vmas.stream()
                .filter(o -> o.from <= page && page < o.to)
                .findFirst()
                .orElseThrow();
        if (v.anon != NO_ANON) {
            return;
        }
        int anon = vmas.stream()
                .filter(o -> (o.to == v.from || o.from == v.to) && o.flags.equals(v.flags) && o.anon != NO_ANON)
                .mapToInt(Vma::anon)
                .findFirst()
                .orElseGet(() -> anons++);
        vmas.remove(v);
        vmas.add(new Vma(v.from, v.to, v.prot, v.flags, anon));
    }
}
