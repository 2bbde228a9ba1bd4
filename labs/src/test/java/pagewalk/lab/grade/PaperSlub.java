package pagewalk.lab.grade;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One cache and its CPUs on a sheet of paper: slabs as lists of free objects, moved from list to list by hand. */
final class PaperSlub {
    private static final Pattern CPU = Pattern.compile("\\bcpu=(\\d+)");

    private final int objects;
    private final int cpuLimit;
    private final int nodeLimit;
    private final List<Cpu> cpus = List.of(new Cpu(), new Cpu());
    private final Deque<Slab> node = new ArrayDeque<>();
    private final Map<String, Thing> held = new HashMap<>();

    PaperSlub(int objects, int cpuLimit, int nodeLimit) {
        this.objects = objects;
        this.cpuLimit = cpuLimit;
        this.nodeLimit = nodeLimit;
    }

    private static final class Slab {
        final Deque<Integer> free = new ArrayDeque<>();
        boolean gone;
    }

    private static final class Cpu {
        Slab slab = new Slab();
        Deque<Integer> free = new ArrayDeque<>();
        final Deque<Slab> partial = new ArrayDeque<>();
    }

    private record Thing(Slab slab, int number) {}

    /** Carries a command out; what the student says of it, and nothing for one that is neither request nor free. */
    String apply(String command) {
        Matcher cpu = CPU.matcher(command);
        int at = cpu.find() ? Integer.parseInt(cpu.group(1)) : 0;
        String[] words = command.split(" ");
        return switch (words[1]) {
            case "=" -> command.contains("kmem_cache_alloc") ? taken(words[0], cpus.get(at)) : "";
            default -> words[0].equals("kmem_cache_free") ? put(held.remove(words[1]), at) : "";
        };
    }

    private String taken(String name, Cpu cpu) {
        int from = cpu.free.isEmpty() ? refilled(cpu) : 1;
        int number = cpu.free.pop();
        held.put(name, new Thing(cpu.slab, number));
        return "from:" + from + ",obj:" + number;
    }

    private int refilled(Cpu cpu) {
        int from = 2;
        if (cpu.slab.free.isEmpty()) {
            from = !cpu.partial.isEmpty() ? 3 : !node.isEmpty() ? 4 : 5;
            cpu.slab = switch (from) {
                case 3 -> cpu.partial.pop();
                case 4 -> node.pop();
                default -> fresh();
            };
            for (int more = cpuLimit / 2 + 1; from == 4 && more > 0 && !node.isEmpty(); more--) {
                cpu.partial.push(node.pop());
            }
        }
        cpu.free = new ArrayDeque<>(cpu.slab.free);
        cpu.slab.free.clear();
        return from;
    }

    private Slab fresh() {
        Slab slab = new Slab();
        for (int i = 0; i < objects; i++) {
            slab.free.add(i);
        }
        return slab;
    }

    private String put(Thing thing, int at) {
        Slab slab = thing.slab;
        if (slab == cpus.get(at).slab) {
            cpus.get(at).free.push(thing.number);
        } else {
            slab.free.push(thing.number);
            boolean listed = node.contains(slab)
                    || cpus.stream().anyMatch(cpu -> cpu.slab == slab || cpu.partial.contains(slab));
            if (!listed) {
                toCpu(slab, cpus.get(at).partial);
            } else if (node.contains(slab) && slab.free.size() == objects && node.size() >= nodeLimit) {
                node.remove(slab);
                slab.gone = true;
            }
        }
        return "slab:" + where(slab) + ",list:" + cpus.get(at).partial.size() + ",node:" + node.size();
    }

    private void toCpu(Slab slab, Deque<Slab> partial) {
        if (partial.size() >= cpuLimit) {
            for (Slab old : partial) {
                old.gone = old.free.size() == objects && node.size() >= nodeLimit;
                if (!old.gone) {
                    node.add(old);
                }
            }
            partial.clear();
        }
        partial.push(slab);
    }

    private int where(Slab slab) {
        for (int cpu = 0; cpu < 2; cpu++) {
            if (cpus.get(cpu).slab == slab) {
                return 1 + cpu;
            }
            if (cpus.get(cpu).partial.contains(slab)) {
                return 3 + cpu;
            }
        }
        return slab.gone ? 7 : node.contains(slab) ? 5 : 6;
    }

    /** Caches that exist, oldest first, and who would share one. */
    static final class Caches {
        private final List<Cache> caches = new ArrayList<>();

        private record Cache(String name, long bytes, List<String> kind, boolean shares) {}

        /** The number of the choice and the bytes of an object, for {@code size=... align=... flags=... ctor=1}. */
        String ask(String name, String words) {
            Cache wanted = wanted(name, words);
            for (int i = 0; i < caches.size(); i++) {
                Cache there = caches.get(i);
                boolean same = there.bytes == wanted.bytes && there.kind.equals(wanted.kind);
                if (same && there.shares && wanted.shares) {
                    return "serves:" + (i < 4 ? i + 2 : 6) + ",size:" + there.bytes;
                }
            }
            caches.add(wanted);
            return "serves:1,size:" + wanted.bytes;
        }

        private static Cache wanted(String name, String words) {
            List<String> kind = new ArrayList<>();
            for (String flag : List.of("RECLAIM_ACCOUNT", "CACHE_DMA32", "CACHE_DMA", "ACCOUNT")) {
                if (words.matches(".*[=, ]" + flag + "\\b.*")) {
                    kind.add(flag);
                }
            }
            boolean alone = words.matches(".*(NO_MERGE|TYPESAFE_BY_RCU|RED_ZONE|POISON|ctor=1).*");
            return new Cache(name, bytes(words), kind, !alone);
        }
    }

    /** Bytes of an object by the rules of the README. */
    static long bytes(String words) {
        long size = number(words, "size", 0);
        long align = Math.max(8, number(words, "align", 0));
        if (words.contains("HWCACHE_ALIGN")) {
            align = Math.max(align, size > 32 ? 64 : size > 16 ? 32 : size > 8 ? 16 : 8);
        }
        boolean zone = words.contains("RED_ZONE");
        long bytes = zone ? (size / 8 + 1) * 8 + 8 + Math.max(8, align) : (size + 7) / 8 * 8;
        bytes += words.matches(".*(POISON|TYPESAFE_BY_RCU|ctor=1).*") ? 8 : 0;
        return (bytes + align - 1) / align * align;
    }

    /** Order and objects of a slab: enough objects for the CPUs, little waste. */
    static String slab(long bytes, int cpus) {
        long least = Math.min(cpus == 1 ? 8 : cpus == 2 ? 12 : 16, 32768 / bytes);
        for (int part = 16; part >= 2; part /= 2) {
            for (int order = 0; order <= 3; order++) {
                long slab = 4096L << order;
                if (slab / bytes >= least && slab % bytes <= slab / part) {
                    return "order:" + order + ",objects:" + slab / bytes;
                }
            }
        }
        return "none";
    }

    private static long number(String words, String key, long otherwise) {
        Matcher found = Pattern.compile("\\b" + key + "=(\\d+)").matcher(words);
        return found.find() ? Long.parseLong(found.group(1)) : otherwise;
    }
}
