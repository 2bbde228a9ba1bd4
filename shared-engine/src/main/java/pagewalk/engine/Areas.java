package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.fit.FitView;
import pagewalk.engine.heap.HeapView;
import pagewalk.engine.memblock.Memblock;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.segment.SegmentView;
import pagewalk.engine.util.Part;
import pagewalk.engine.view.ProcessView;
import pagewalk.engine.vmalloc.VmallocView;

/**
 * The parts of a machine beside its page frames: all of them on the JVM, those of the page in a browser program.
 *
 * <p>An area that is missing has no commands either, because the grammar does not parse them.
 */
final class Areas {
    private final List<Area> present = new ArrayList<>();
    private final List<Area> watching = new ArrayList<>();
    private @Nullable OomMemory killing;

    static Areas boot(MachineConfig config, Memory memory, Names names, Recorder events) {
        Areas areas = new Areas();
        areas.add(memblock(config, memory, events));
        areas.add(objects(config, memory, names, events));
        areas.add(compaction(config, memory, names, events));
        areas.add(fit(names, events));
        areas.add(vmalloc(config, memory, names, events));
        areas.add(vm(config, memory, names, events));
        areas.add(segment(events));
        areas.add(heap(config, memory, names, events));
        areas.add(oom(config, memory, names, events));
        areas.join();
        areas.joinOom();
        areas.joinShrinkers();
        return areas;
    }

    Areas copy(Memory memory, Names names, Recorder events) {
        Areas copies = new Areas();
        for (Area area : present) {
            copies.add(area.copy(memory, names, events));
        }
        copies.join();
        copies.joinOom();
        copies.joinShrinkers();
        return copies;
    }

    @Part("memblock")
    private static @Nullable Area memblock(MachineConfig config, Memory memory, Recorder events) {
        return new EarlyMemory(config, memory, events);
    }

    @Part("objects")
    private static @Nullable Area objects(MachineConfig config, Memory memory, Names names, Recorder events) {
        return ObjectMemory.boot(config.slab(), memory, names, events);
    }

    @Part("compaction")
    private static @Nullable Area compaction(MachineConfig config, Memory memory, Names names, Recorder events) {
        return new MemoryCompaction(memory, names, events, config.layers().compaction());
    }

    @Part("fit")
    private static @Nullable Area fit(Names names, Recorder events) {
        return new FitMemory(names, events);
    }

    @Part("vmalloc")
    private static @Nullable Area vmalloc(MachineConfig config, Memory memory, Names names, Recorder events) {
        return new VirtualMemory(config, memory, names, events);
    }

    @Part("vm")
    private static @Nullable Area vm(MachineConfig config, Memory memory, Names names, Recorder events) {
        return new ProcessMemory(config, memory, names, events);
    }

    @Part("heap")
    private static @Nullable Area heap(MachineConfig config, Memory memory, Names names, Recorder events) {
        return new HeapMemory(config, memory, names, events);
    }

    /** Lets a heap know the processes that it stands on; false in a program without heaps. */
    @Part("heap")
    private boolean join() {
        ProcessMemory processes = null;
        for (Area area : present) {
            if (area instanceof ProcessMemory memory) {
                processes = memory;
            } else if (area instanceof HeapMemory heaps && processes != null) {
                heaps.standOn(processes);
            }
        }
        return true;
    }

    @Part("oom")
    private static @Nullable Area oom(MachineConfig config, Memory memory, Names names, Recorder events) {
        return new OomMemory(config, memory, names, events);
    }

    /** Lets who kills processes know them, and who shows memory all areas; false in a program without. */
    @Part("oom")
    private boolean joinOom() {
        ProcessMemory processes = null;
        for (Area area : present) {
            if (area instanceof ProcessMemory memory) {
                processes = memory;
            } else if (area instanceof OomMemory oom && processes != null) {
                oom.standOn(processes, this);
                killing = oom;
            }
        }
        return true;
    }

    /** Lets reclaim know the caches that may give something back; false in a program without. */
    @Part("reclaim")
    private boolean joinShrinkers() {
        ObjectMemory caches = null;
        for (Area area : present) {
            if (area instanceof ObjectMemory objects) {
                caches = objects;
            } else if (area instanceof ProcessMemory processes && caches != null) {
                processes.shrink(caches);
            }
        }
        return true;
    }

    /** Why the machine stands still; null if it runs. */
    @Part("oom")
    @Nullable
    Refusal panic() {
        return killing == null ? null : killing.panic();
    }

    @Part("segment")
    private static @Nullable Area segment(Recorder events) {
        return new SegmentSpace(events);
    }

    private void add(@Nullable Area area) {
        if (area != null) {
            present.add(area);
            if (area.watchesPages()) {
                watching.add(area);
            }
        }
    }

    /** A block was handed out by alloc_pages(). */
    void allocated(int pfn, int gfp) {
        for (int i = 0; i < watching.size(); i++) {
            watching.get(i).allocated(pfn, gfp);
        }
    }

    /** A block is about to be freed by __free_pages(). */
    void freed(int pfn) {
        for (int i = 0; i < watching.size(); i++) {
            watching.get(i).freed(pfn);
        }
    }

    /** Sets a knob of an area; null if none has it. */
    @Nullable
    Reply sysctl(String knob, int value) {
        for (Area area : present) {
            Reply reply = area.sysctl(knob, value);
            if (reply != null) {
                return reply;
            }
        }
        return null;
    }

    /** What a knob of an area stands at; -1 if none has it. */
    int knob(String name) {
        int value = Knobs.NONE;
        for (int i = 0; i < present.size() && value == Knobs.NONE; i++) {
            value = present.get(i).knob(name);
        }
        return value;
    }

    /** The names of all knobs that can be read. */
    List<String> knobNames() {
        List<String> names = new ArrayList<>();
        for (Area area : present) {
            names.addAll(area.knobNames());
        }
        return names;
    }

    /** Carries out a command to the area that takes it. */
    Reply apply(AreaCommand command) {
        // By index: an iterator for each command would be the only Java object besides its reply.
        for (int i = 0; i < present.size(); i++) {
            if (present.get(i).takes(command)) {
                return present.get(i).apply(command);
            }
        }
        throw missing();
    }

    Memblock tables() {
        for (Area area : present) {
            if (area instanceof EarlyMemory early) {
                return early.tables();
            }
        }
        throw missing();
    }

    ObjectMemory objects() {
        for (Area area : present) {
            if (area instanceof ObjectMemory objects) {
                return objects;
            }
        }
        throw missing();
    }

    MemoryCompaction compaction() {
        for (Area area : present) {
            if (area instanceof MemoryCompaction compaction) {
                return compaction;
            }
        }
        throw missing();
    }

    FitView fit() {
        for (Area area : present) {
            if (area instanceof FitMemory fit) {
                return fit.view();
            }
        }
        throw missing();
    }

    SegmentView segment() {
        for (Area area : present) {
            if (area instanceof SegmentSpace segment) {
                return segment.view();
            }
        }
        throw missing();
    }

    VmallocView vmalloc() {
        for (Area area : present) {
            if (area instanceof VirtualMemory virtual) {
                return virtual.view();
            }
        }
        throw missing();
    }

    ProcessView processes() {
        for (Area area : present) {
            if (area instanceof ProcessMemory processes) {
                return processes.view();
            }
        }
        throw missing();
    }

    @Nullable
    HeapView heap(int pid) {
        for (Area area : present) {
            if (area instanceof HeapMemory heaps) {
                return heaps.view(pid);
            }
        }
        throw missing();
    }

    private static IllegalStateException missing() {
        return new IllegalStateException("PW-CHECK this program has the area");
    }

    /** The area's file at {@code path} as it reads now, or null if there is none. */
    @Nullable
    String readFile(String path) {
        for (Area area : present) {
            String body = area.readFile(path);
            if (body != null) {
                return body;
            }
        }
        return null;
    }

    /** Why an area's file at {@code path} reads as it does, or null if there is none. */
    @Nullable
    Rule ruleOfFile(String path) {
        for (Area area : present) {
            Rule rule = area.ruleOfFile(path);
            if (rule != null) {
                return rule;
            }
        }
        return null;
    }

    /** Why nobody but an area frees the allocated block at {@code head}; null if it belongs to none. */
    @Nullable
    Refusal whyNotFreed(int pfn, int head, int order) {
        // By number: this is asked at every free, and an iterator would be an object each time.
        for (int i = 0; i < present.size(); i++) {
            Area area = present.get(i);
            if (area.owns(head)) {
                return area.whyNotFreed(pfn, head, order);
            }
        }
        return null;
    }

    /** What all areas add to a counter of /proc/zoneinfo. */
    int pages(String counter) {
        int pages = 0;
        for (Area area : present) {
            pages += area.pages(counter);
        }
        return pages;
    }

    void addFiles(List<String> files) {
        for (Area area : present) {
            files.addAll(area.files());
        }
    }

    /** {@code " name=digest"} for each area. */
    String digests() {
        StringBuilder text = new StringBuilder();
        for (Area area : present) {
            Digest digest = new Digest();
            area.digest(digest);
            text.append(' ').append(area.name()).append('=').append(digest.hex());
        }
        return text.toString();
    }

    /** Bytes that these take beside {@code other}, copies of them; all their bytes beside null. */
    int bytesBeside(@Nullable Areas other) {
        int bytes = 0;
        for (int i = 0; i < present.size(); i++) {
            bytes += present.get(i).bytesBeside(other == null ? null : other.present.get(i));
        }
        return bytes;
    }
}
