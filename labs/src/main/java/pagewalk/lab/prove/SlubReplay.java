package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.event.EventKind.Family;
import pagewalk.engine.event.EventLog;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.CacheState;
import pagewalk.engine.slab.SlabConfig;
import pagewalk.engine.slab.SlabFlags;
import pagewalk.engine.slab.SlabView;

/**
 * Replays a recording of object caches, one object after the other.
 *
 * <p>Compared are the geometry of each cache, the slab and the number of each object, the CPU's slab and freelist, both
 * partial lists with the freelist of every slab on them, the counts, and the slabs that went. Where pages lie is the
 * page allocator's doing and not in the recording, so a slab is told by its number in the order of creation.
 */
final class SlubReplay {
    private static final int FRAMES = 65536;
    /** Where the engine's kernel maps all memory. */
    private static final long PAGE_OFFSET = 0xffff888000000000L;

    private final SlubRecording recording;
    private final Machine machine;
    private final EventLog log = new EventLog();
    /** The recording's number of the slab at a pfn of the engine. */
    private final Map<Integer, Integer> numberAt = new HashMap<>();
    /** Where the recorded kernel had the slab of a number. */
    private final Map<Integer, Integer> recordedPfn = new HashMap<>();

    private final TreeSet<Integer> gone = new TreeSet<>();
    private final TreeSet<Integer> held = new TreeSet<>();
    private int slabs;

    /** Where objects lie that were in use when the engine was started in the middle. */
    private final Map<Integer, Long> heldFromStart = new HashMap<>();

    /** Starts an engine in the state that step {@code last} printed; that step and those before are only read. */
    private SlubReplay(SlubRecording recording, int last) {
        this.recording = recording;
        SlubRecording.Step step = recording.steps().get(0);
        CacheState create = new CacheState(
                step.cache(),
                number(step, "object_size"),
                number(step, "align_arg"),
                flags(step) | SlabFlags.NO_MERGE,
                List.of(),
                List.of());
        SlubStart start = SlubStart.after(recording, last, create);
        SlabConfig slab = recording.random() ? new SlabConfig(1, 1, recording.dice(start.made())) : SlabConfig.PLAIN;
        machine = Machine.boot(MachineConfig.textbook(FRAMES).withSlab(slab.withStates(List.of(start.cache()))));
        slabs = start.made();
        SlabView view = machine.slabs();
        int[] pfns = view.slabsOf(view.named(step.cache()));
        Map<Integer, Integer> pfnOf = new HashMap<>();
        for (int i = 0; i < pfns.length; i++) {
            numberAt.put(pfns[i], start.numbers().get(i));
            pfnOf.put(start.numbers().get(i), pfns[i]);
        }
        for (SlubRecording.Step earlier : recording.steps().subList(0, last + 1)) {
            if (earlier.verb().equals("kalloc")) {
                recordedPfn.putIfAbsent(
                        earlier.allocated().slab(), earlier.allocated().pfn());
            }
        }
        start.held().forEach((id, at) -> {
            int pfn = pfnOf.getOrDefault(at.slab(), -1);
            heldFromStart.put(id, PAGE_OFFSET + ((long) pfn << 12) + view.bytesTo(pfn, at.object()));
            held.add(id);
        });
    }

    private SlubReplay(SlubRecording recording) {
        this.recording = recording;
        SlabConfig slab = recording.random() ? new SlabConfig(1, 1, recording.dice()) : SlabConfig.PLAIN;
        machine = Machine.boot(MachineConfig.textbook(FRAMES).withSlab(slab));
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no recording. */
    static Proof of(String text) {
        return new SlubReplay(SlubRecording.read(text)).replay(0);
    }

    /** The same from the state that step {@code last}, counted from 0, printed. */
    static Proof after(String text, int last) {
        return new SlubReplay(SlubRecording.read(text), last).replay(last + 1);
    }

    private Proof replay(int first) {
        List<SlubRecording.Step> steps = recording.steps();
        for (int i = first; i < steps.size(); i++) {
            String trouble = trouble(steps.get(i));
            if (!trouble.isEmpty()) {
                return new Proof(i, steps.size(), trouble);
            }
        }
        return new Proof(steps.size(), steps.size(), "");
    }

    private String trouble(SlubRecording.Step step) {
        Command command = command(step);
        log.clear();
        gone.clear();
        if (step.verb().equals("kdestroy")) {
            freeAll();
        }
        Reply reply = machine.apply(command, log);
        followSlabs();
        String got = outcome(step, reply);
        String trouble = got.equals(step.text()) ? "" : differs(step, step.text(), got);
        List<String> state = reply.ok() && !step.verb().equals("kdestroy") ? state(step.cache()) : List.of();
        for (int i = 0;
                trouble.isEmpty() && i < Math.max(state.size(), step.printed().size());
                i++) {
            String expected = i < step.printed().size() ? step.printed().get(i) : "nothing";
            String actual = i < state.size() ? state.get(i) : "nothing";
            trouble = expected.equals(actual) ? "" : differs(step, expected, actual);
        }
        return trouble;
    }

    /** The recorder gives everything back before it destroys a cache, and prints nothing of that. */
    private void freeAll() {
        for (int id : held) {
            machine.apply(new ObjectCommand.KmemCacheFree(ref(id), 0), log);
        }
        held.clear();
    }

    private ObjectRef ref(int id) {
        Long address = heldFromStart.remove(id);
        return address == null ? new ObjectRef.Named(name(id)) : new ObjectRef.Address(address);
    }

    private Command command(SlubRecording.Step step) {
        String cache = step.cache();
        return switch (step.verb()) {
            case "kcreate" ->
                new ObjectCommand.KmemCacheCreate(
                        null,
                        cache,
                        number(step, "object_size"),
                        number(step, "align_arg"),
                        flags(step) | SlabFlags.NO_MERGE,
                        "");
            case "kalloc" ->
                new ObjectCommand.KmemCacheAlloc(name(step.allocated().id()), cache, Gfp.KERNEL, "", 0);
            case "kfree" -> new ObjectCommand.KmemCacheFree(ref(step.freed().id()), 0);
            case "kshrink" -> new ObjectCommand.KmemCacheShrink(cache);
            case "kdestroy" -> new ObjectCommand.KmemCacheDestroy(cache);
            default -> throw new RecordingFault(step.line(), "this operation is not known: " + step.text());
        };
    }

    private static String name(int id) {
        return "o" + id;
    }

    private static int number(SlubRecording.Step step, String key) {
        int value = Recording.number(step.value(key));
        if (value < 0) {
            throw new RecordingFault(step.line(), "kcreate needs " + key + "= and a number: " + step.text());
        }
        return value;
    }

    private static int flags(SlubRecording.Step step) {
        int bits = 0;
        for (char letter : step.value("flags").toCharArray()) {
            bits |= switch (letter) {
                case '-', 'r' -> 0;
                case 'h' -> SlabFlags.HWCACHE_ALIGN;
                case 't' -> SlabFlags.TYPESAFE_BY_RCU;
                case 'c' -> SlabFlags.CTOR;
                case 'a' -> SlabFlags.RECLAIM_ACCOUNT;
                case 'F' -> SlabFlags.CONSISTENCY_CHECKS;
                case 'Z' -> SlabFlags.RED_ZONE;
                case 'P' -> SlabFlags.POISON;
                case 'U' -> SlabFlags.STORE_USER;
                default -> throw new RecordingFault(step.line(), "flags has an unknown letter: " + letter);
            };
        }
        return bits;
    }

    private void followSlabs() {
        for (int e = 0; e < log.size(); e++) {
            if (log.kind(e) == EventKind.SLAB_CREATED.code()) {
                numberAt.put(log.arg(e, 0), slabs++);
            } else if (log.kind(e) == EventKind.SLAB_RELEASED.code()) {
                gone.add(numberAt.getOrDefault(log.arg(e, 0), -1));
            }
        }
    }

    /** The operation with what the engine made of it, in the recording's words. */
    private String outcome(SlubRecording.Step step, Reply reply) {
        int arrow = step.text().indexOf(" -> ");
        String asked = arrow < 0 ? step.text() : step.text().substring(0, arrow);
        return switch (reply) {
            case Reply.Cache cache -> asked + " -> " + geometry(cache.geometry());
            case Reply.ObjectAt object
            when step.verb().equals("kalloc") -> {
                held.add(step.allocated().id());
                yield asked + " -> " + allocated(step, object);
            }
            case Reply.ObjectAt object -> {
                held.remove(step.freed().id());
                yield "kfree " + object.cache() + " " + step.freed().id() + " (" + slab(object.pfn()) + " obj "
                        + object.object() + ")";
            }
            case Reply.Refused refused -> asked + " -> " + refused.line();
            default -> asked;
        };
    }

    private static String geometry(CacheGeometry g) {
        return "size=" + g.size() + " offset=" + g.offset() + " inuse=" + g.inuse() + " align=" + g.align() + " order="
                + g.order() + " objects=" + g.objects() + " min_order=" + g.minOrder() + " min_objects="
                + g.minObjects() + " min_partial=" + g.minPartial() + " cpu_partial=" + g.cpuPartial()
                + " cpu_partial_slabs=" + g.cpuPartialSlabs();
    }

    private String allocated(SlubRecording.Step step, Reply.ObjectAt object) {
        int number = numberAt.getOrDefault(object.pfn(), -1);
        int recorded = recordedPfn.computeIfAbsent(number, n -> step.allocated().pfn());
        CacheGeometry geometry = machine.slabs().geometry(machine.slabs().cacheOf(object.pfn()));
        int offset = object.object() * geometry.size() + geometry.leftPad();
        return slab(object.pfn()) + " obj " + object.object() + " (pfn " + recorded + " offset " + offset + ")";
    }

    private String slab(int pfn) {
        return "S" + numberAt.get(pfn);
    }

    private List<String> state(String name) {
        List<String> lines = new ArrayList<>();
        gone.forEach(number -> lines.add("freed-slab S" + number));
        SlabView view = machine.slabs();
        int cache = view.named(name);
        int cpuSlab = view.cpuSlab(cache, 0);
        if (cpuSlab < 0) {
            lines.add("cpu -");
        } else {
            int[] own = view.freelist(cpuSlab);
            lines.add("cpu " + slab(cpuSlab) + " pfn=" + recordedPfn.get(numberAt.get(cpuSlab)) + " inuse="
                    + view.inUse(cpuSlab) + "/" + view.objectsOf(cpuSlab) + " free=" + list(view.cpuFreelist(cache, 0))
                    + (own.length == 0 ? "" : " slabfree=" + list(own)));
        }
        int[] partial = view.cpuPartial(cache, 0);
        lines.add("cpu_partial" + (partial.length == 0 ? "" : "(slabs=" + partial.length + ")") + slabs(partial));
        int[] node = view.nodePartial(cache);
        lines.add("node_partial(" + node.length + ")" + slabs(node) + "  nr_slabs=" + view.slabs(cache)
                + " total_objects=" + view.objects(cache));
        return lines;
    }

    private String slabs(int[] pfns) {
        StringBuilder text = new StringBuilder();
        SlabView view = machine.slabs();
        for (int pfn : pfns) {
            text.append(' ')
                    .append(slab(pfn))
                    .append(':')
                    .append(view.inUse(pfn))
                    .append(list(view.freelist(pfn)));
        }
        return text.toString();
    }

    private static String list(int[] objects) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < objects.length; i++) {
            text.append(i == 0 ? "" : " ").append(objects[i]);
        }
        return text.append(']').toString();
    }

    private String differs(SlubRecording.Step step, String expected, String got) {
        return "differs at line " + step.line() + ", operation '" + step.text() + "': expected " + expected + ", got "
                + got + why();
    }

    /** The last rule of the object allocator that decided something in this operation. */
    private String why() {
        for (int e = log.size() - 1; e >= 0; e--) {
            Family family = EventKind.of(log.kind(e)).family();
            if (family == Family.SLAB || family == Family.REFUSAL) {
                Rule rule = Rule.of(log.rule(e));
                return "; decided by " + rule.id() + ": " + rule.sentence();
            }
        }
        return "";
    }
}
