package pagewalk.lab.trace;

import java.util.ArrayList;
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

/** The pages of a malloc trace as a process of the machine makes its calls, with every system call and fault. */
final class MachineRep {
    private static final int FRAMES = 1 << 20;
    private static final int HEADER = 16;
    private static final PidRef PID = new PidRef.Number(1);

    private final Machine machine = Machine.boot(MachineConfig.textbook(FRAMES));
    private final Map<Integer, Block> blocks = new TreeMap<>();
    private final List<String> pages = new ArrayList<>();

    private record Block(long addr, int size) {}

    private MachineRep() {
        machine.apply(new ProcessCommand.Spawn(null, "rep", false), Events.NONE);
    }

    /** Page and kind of each reference, for calls that can all be made. */
    static List<String> references(List<String> calls) {
        MachineRep rep = new MachineRep();
        for (String call : calls) {
            rep.call(call.split(" "));
        }
        return rep.pages;
    }

    private void call(String[] words) {
        int id = Integer.parseInt(words[1]);
        Block old = blocks.get(id);
        if (words[0].equals("f")) {
            touch(old.addr() - HEADER, HEADER, 2);
            blocks.remove(id);
            machine.apply(new HeapCommand.Free(PID, new AddrRef(old.addr())), Events.NONE);
            return;
        }
        int size = Integer.parseInt(words[2]);
        Command command = new HeapCommand.Malloc(null, PID, size);
        if (words[0].equals("r")) {
            if (old != null) {
                touch(old.addr(), Math.min(old.size(), size), 1);
            }
            command = new HeapCommand.Realloc(null, PID, new AddrRef(old == null ? 0 : old.addr()), size);
        }
        if (machine.apply(command, Events.NONE) instanceof Reply.Pointer pointer && pointer.addr() != 0) {
            blocks.put(id, new Block(pointer.addr(), size));
            touch(pointer.addr() - HEADER, HEADER + size, 2);
        } else {
            blocks.remove(id);
        }
    }

    private void touch(long addr, int bytes, int kind) {
        long last = addr + Math.max(bytes, 1) - 1 >>> 12;
        for (long page = addr >>> 12; page <= last; page++) {
            pages.add(Long.toHexString(page) + " " + kind);
        }
    }
}
