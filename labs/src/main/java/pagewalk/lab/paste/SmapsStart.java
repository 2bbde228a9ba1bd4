package pagewalk.lab.paste;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import pagewalk.engine.Limits;

/**
 * A process as /proc/PID/smaps shows it: each mapping at its addresses with its rights, file and offset, and as many
 * pages resident, anonymous and dirty as the file says. Which of a mapping's pages they are the file does not say: here
 * they are the first ones, of a stack the last.
 */
final class SmapsStart {
    /** Frames of the smallest machine, and what is added to what the process needs. */
    private static final int SMALLEST = 1024;

    private static final int MOST_PAGES = 1 << 18;
    private static final int MOST_MAPPINGS = 4_000;

    private final List<SmapsMapping> mappings = new ArrayList<>();
    private final Map<String, Long> files = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private boolean counted;

    private SmapsStart() {}

    static Pasted.Start of(List<String> lines, int first) {
        SmapsStart start = new SmapsStart();
        start.read(lines, first);
        return start.write();
    }

    private void read(List<String> lines, int first) {
        for (int i = first; i < lines.size(); i++) {
            String text = lines.get(i);
            if (MappingLine.isOne(text)) {
                mappings.add(new SmapsMapping(MappingLine.of(text, i + 1), i + 1));
            } else if (!text.isBlank()) {
                counted = true;
                mappings.get(mappings.size() - 1).take(text, i + 1);
            }
            if (mappings.size() > MOST_MAPPINGS) {
                throw new PasteFault(i + 1, "at most " + MOST_MAPPINGS + " mappings can be read");
            }
        }
        mappings.removeIf(this::leftOut);
        if (mappings.isEmpty()) {
            throw new PasteFault(first + 1, "there is no mapping in the text that a program made");
        }
        for (SmapsMapping mapping : mappings) {
            if (mapping.line.hasFile()) {
                long end = mapping.line.offset() + mapping.line.end() - mapping.line.start();
                files.merge(named(mapping.line.path()), end, Math::max);
            }
        }
        if (files.size() > Limits.FILES) {
            throw new PasteFault(
                    first + 1, "at most " + Limits.FILES + " files can be mapped, these are " + files.size());
        }
    }

    private boolean leftOut(SmapsMapping mapping) {
        if (mapping.line.ofTheKernel()) {
            notes.add("Pages that the kernel shows to every program (vdso, vvar, vsyscall) are left out.");
            return true;
        }
        if (mapping.special()) {
            notes.add("Mappings of devices and of huge page pools are left out.");
            return true;
        }
        return false;
    }

    private Pasted.Start write() {
        long pages = 0;
        for (SmapsMapping mapping : mappings) {
            pages += mapping.resident() + mapping.own();
        }
        if (pages > MOST_PAGES) {
            throw new PasteFault(
                    mappings.get(0).number,
                    "a pasted process has at most " + MOST_PAGES + " pages in memory, this one " + pages);
        }
        int frames = SMALLEST;
        while (frames < pages + pages / 4 + mappings.size() * 3L + SMALLEST / 2) {
            frames *= 2;
        }
        Beginning begin = Beginning.of("preset=linux frames=" + frames + " percpu=on watermarks=on", 1);
        begin.run("sysctl vm.overcommit_memory=1", 1);
        begin.run("sysctl vm.max_map_count=" + (2 * MOST_MAPPINGS), 1);
        files.forEach((path, size) -> begin.run("creat path=" + path + " size=" + size, 1));
        begin.run("pasted = spawn comm=pasted", 1);
        MappingLine before = null;
        for (SmapsMapping mapping : mappings) {
            MappingLine line = mapping.line;
            boolean apart = before != null && couldBeOne(before, line);
            new MappingSteps(begin, mapping, line.hasFile() ? named(line.path()) : "", apart).run();
            before = line;
        }
        remarks();
        return begin.start(counted ? "/proc/PID/smaps" : "/proc/PID/maps", List.copyOf(notes));
    }

    private static boolean couldBeOne(MappingLine before, MappingLine line) {
        return before.end() == line.start()
                && before.rights().equals(line.rights())
                && before.hasFile() == line.hasFile()
                && (!line.hasFile() || before.path().equals(line.path()));
    }

    private void remarks() {
        notes.add("The process has one mapping more, the stack that every process begins with;"
                + " neighbours of the same rights that nobody wrote to may be one mapping.");
        if (!counted) {
            notes.add("maps does not say what is in memory; paste smaps for that. No page is touched,"
                    + " and neighbours that nobody wrote to are one mapping.");
            return;
        }
        notes.add("smaps does not say which pages are in memory: the first ones of a mapping are touched,"
                + " the last ones of a stack.");
        notes.add("Pages shared with processes that were not pasted are private here.");
        for (SmapsMapping mapping : mappings) {
            if (mapping.inSwap() > 0) {
                notes.add("Pages in swap are left out.");
            }
            if (mapping.hasHugePages()) {
                notes.add("Transparent huge pages are made of pages of 4 KiB.");
            }
        }
    }

    /** The path in the letters that a command takes, and another one for each file. */
    private String named(String path) {
        String known = paths.get(path);
        if (known != null) {
            return known;
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < Math.min(path.length(), Limits.NAME_CHARS * 2); i++) {
            char c = path.charAt(i);
            boolean good = c < 128 && (Character.isLetterOrDigit(c) || "/._+-".indexOf(c) >= 0);
            plain.append(good ? c : '_');
        }
        String name = plain.toString();
        for (int n = 2; paths.containsValue(name); n++) {
            name = plain + "." + n;
        }
        paths.put(path, name);
        return name;
    }
}
