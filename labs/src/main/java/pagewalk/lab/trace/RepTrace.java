package pagewalk.lab.trace;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.Reply;
import pagewalk.engine.command.AddrRef;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.HeapCommand;
import pagewalk.engine.command.PidRef;
import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.event.Events;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.TraceReader;

/**
 * A malloc trace of CS:APP's malloc lab as page references: a process of a machine makes the calls to its own heap,
 * glibc's, and the pages are those where its blocks came to lie. A program writes a block from its header to its end
 * when it gets it, reads the old one when it is moved, and the heap writes the header when it is freed.
 */
final class RepTrace {
    private static final int FRAMES = 1 << 20;
    private static final int HEADER = 16;
    private static final int HEAD_LINES = 4;
    private static final PidRef PID = new PidRef.Number(1);

    private final Machine machine = Machine.boot(MachineConfig.textbook(FRAMES));
    private final int shift;
    private final TraceReader.Sink sink;
    private final TraceReader.Faults faults;
    private final Map<Integer, Block> blocks = new TreeMap<>();

    private record Block(long addr, int size) {}

    RepTrace(int shift, TraceReader.Sink sink, TraceReader.Faults faults) {
        this.shift = shift;
        this.sink = sink;
        this.faults = faults;
        machine.apply(new ProcessCommand.Spawn(null, "rep", false), Events.NONE);
    }

    /** Reads a whole trace; false if a fault ended it. */
    boolean read(String text) {
        List<String> lines = text.lines().toList();
        int heads = 0;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty()) {
                continue;
            }
            boolean isHead = heads < HEAD_LINES && line.matches("[0-9]+");
            heads += isHead ? 1 : 0;
            String fault =
                    isHead ? "" : heads < HEAD_LINES ? "a trace begins with four numbers, a line each" : call(line);
            if (!fault.isEmpty() && !faults.broken(i + 1, 1, fault)) {
                return false;
            }
        }
        return true;
    }

    /** Makes one call; gives what is wrong with it, or nothing. */
    private String call(String line) {
        String[] words = line.split("\\s+");
        boolean isFree = words[0].equals("f");
        if (!line.matches("([ar]\\s+[0-9]{1,9}\\s+[0-9]{1,9})|(f\\s+-?[0-9]{1,9})")) {
            return "a call is 'a ID SIZE', 'r ID SIZE' or 'f ID'";
        }
        int id = Integer.parseInt(words[1]);
        Block old = blocks.get(id);
        if (isFree) {
            return id == -1 ? "" : old == null ? "no block " + id + " is allocated" : free(id, old);
        }
        int size = Integer.parseInt(words[2]);
        if (words[0].equals("a")) {
            return old != null
                    ? "block " + id + " is allocated already"
                    : got(id, size, new HeapCommand.Malloc(null, PID, size));
        }
        if (old != null) {
            touch(old.addr(), Math.min(old.size(), size), References.LOAD);
        }
        AddrRef pointer = new AddrRef(old == null ? 0 : old.addr());
        return got(id, size, new HeapCommand.Realloc(null, PID, pointer, size));
    }

    private String free(int id, Block old) {
        touch(old.addr() - HEADER, HEADER, References.STORE);
        blocks.remove(id);
        Reply reply = machine.apply(new HeapCommand.Free(PID, new AddrRef(old.addr())), Events.NONE);
        return reply instanceof Reply.Refused ? reply.line() : "";
    }

    private String got(int id, int size, Command command) {
        Reply reply = machine.apply(command, Events.NONE);
        if (!(reply instanceof Reply.Pointer pointer) || pointer.addr() == 0) {
            blocks.remove(id);
            return size == 0 ? "" : "the heap of the machine cannot serve this: " + reply.line();
        }
        blocks.put(id, new Block(pointer.addr(), size));
        touch(pointer.addr() - HEADER, HEADER + size, References.STORE);
        return "";
    }

    private void touch(long addr, int bytes, int kind) {
        long last = addr + Math.max(bytes, 1) - 1 >>> shift;
        for (long page = addr >>> shift; page <= last; page++) {
            sink.reference((int) (page >>> 32), (int) page, kind);
        }
    }
}
