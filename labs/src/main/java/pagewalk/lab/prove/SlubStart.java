package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.slab.CacheState;
import pagewalk.engine.slab.SlabPlace;

/**
 * The state of a recorded cache after some step, from what that step printed: an engine can start there instead of at
 * the recording's first line. What is not printed is deduced: slabs on no list are full, and objects on no freelist are
 * those that were handed out and not given back.
 *
 * @param cache its slabs in the order that {@link CacheState} asks for
 * @param numbers the recording's numbers of these slabs, in the same order
 * @param made slabs that were made up to here
 * @param held where the objects lie that are in use
 */
record SlubStart(CacheState cache, List<Integer> numbers, int made, Map<Integer, SlubRecording.Allocated> held) {
    private static final Pattern CPU =
            Pattern.compile("cpu S(\\d{1,9}) .* free=\\[([0-9 ]*)\\](?: slabfree=\\[([0-9 ]*)\\])?");
    private static final Pattern LISTED = Pattern.compile("S(\\d{1,9}):\\d{1,9}\\[([0-9 ]*)\\]");

    /** The state after step {@code last}, counted from 0; {@code create} made the cache. */
    static SlubStart after(SlubRecording recording, int last, CacheState create) {
        TreeSet<Integer> full = new TreeSet<>();
        Map<Integer, SlubRecording.Allocated> held = new HashMap<>();
        int made = 0;
        for (SlubRecording.Step step : recording.steps().subList(0, last + 1)) {
            if (step.verb().equals("kalloc")) {
                SlubRecording.Allocated allocated = step.allocated();
                held.put(allocated.id(), allocated);
                if (allocated.slab() >= made) {
                    made = allocated.slab() + 1;
                    full.add(allocated.slab());
                }
            } else if (step.verb().equals("kfree")) {
                held.remove(step.freed().id());
            }
            for (String line : step.printed()) {
                if (line.startsWith("freed-slab S")) {
                    full.remove(Recording.number(line.substring("freed-slab S".length())));
                }
            }
        }
        List<Integer> numbers = new ArrayList<>();
        List<CacheState.Slab> slabs = new ArrayList<>();
        for (String line : recording.steps().get(last).printed()) {
            readLine(line, numbers, slabs);
        }
        full.removeAll(numbers);
        for (int number : full) {
            numbers.add(number);
            slabs.add(new CacheState.Slab(SlabPlace.UNLISTED, 0, List.of(), List.of()));
        }
        List<Integer> order = made == 0 ? List.of() : recording.randomOrder();
        CacheState cache =
                new CacheState(create.name(), create.objectSize(), create.align(), create.flags(), order, slabs);
        return new SlubStart(cache, numbers, made, held);
    }

    private static void readLine(String line, List<Integer> numbers, List<CacheState.Slab> slabs) {
        Matcher cpu = CPU.matcher(line);
        if (cpu.matches()) {
            numbers.add(Recording.number(cpu.group(1)));
            slabs.add(new CacheState.Slab(SlabPlace.CPU, 0, list(cpu.group(2)), list(cpu.group(3))));
        } else if (line.startsWith("cpu_partial") || line.startsWith("node_partial")) {
            SlabPlace place = line.startsWith("cpu") ? SlabPlace.CPU_PARTIAL : SlabPlace.NODE_PARTIAL;
            Matcher listed = LISTED.matcher(line);
            while (listed.find()) {
                numbers.add(Recording.number(listed.group(1)));
                slabs.add(new CacheState.Slab(place, 0, List.of(), list(listed.group(2))));
            }
        }
    }

    private static List<Integer> list(@Nullable String text) {
        List<Integer> objects = new ArrayList<>();
        for (String word : text == null ? new String[0] : text.strip().split(" +")) {
            if (!word.isEmpty()) {
                objects.add(Recording.number(word));
            }
        }
        return objects;
    }
}
