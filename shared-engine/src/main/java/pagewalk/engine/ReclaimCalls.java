package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Command.Verb;
import pagewalk.engine.command.ReclaimCommand;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.filemap.PageCache;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.proc.SwapFiles;

/** Carries out commands about files, swap and time, and sets the knobs of reclaim. */
final class ReclaimCalls {
    private static final int PAGE_SHIFT = 12;
    private static final int DROP_CACHES = 4;
    /** More pages than a read touches or reads ahead beside those it asks for. */
    private static final int READ_AHEAD = 80;

    private final Reclaiming reclaim;
    private final MmState state;

    ReclaimCalls(Reclaiming reclaim, MmState state) {
        this.reclaim = reclaim;
        this.state = state;
    }

    /** Whether frames might not suffice: not where a read or write finds its pages and those it reads ahead free. */
    static boolean mayRunOut(ReclaimCommand command, Memory memory) {
        if (!(command instanceof ReclaimCommand.Transfer transfer)) {
            return command.needsFrames();
        }
        long pages = (transfer.len() >>> PAGE_SHIFT) + READ_AHEAD;
        return pages > memory.managedPages() || !memory.surelyServes((int) pages, Gfp.KERNEL);
    }

    Reply apply(ReclaimCommand command) {
        return switch (command) {
            case ReclaimCommand.Transfer transfer -> transfer(transfer);
            case ReclaimCommand.Mkswap make -> swap().make(make);
            case ReclaimCommand.Swapon on -> swap().on(on);
            case ReclaimCommand.Swapoff off -> swap().off(off);
            case ReclaimCommand.Tick tick -> tick(tick.count());
            case ReclaimCommand.TryToFree free -> tryToFree(free.count());
            case ReclaimCommand.Echo echo -> new Reply.Done();
            case ReclaimCommand.FillRange fill -> new Reply.Done();
            case ReclaimCommand.Sync sync -> written(Files.NIL);
            case ReclaimCommand.Fsync sync -> {
                int file = state.files().byPath(sync.path());
                yield file == Files.NIL ? refused(Reason.FILE_MISSING, 0, sync.path()) : written(file);
            }
        };
    }

    private Reply transfer(ReclaimCommand.Transfer command) {
        Files files = state.files();
        int file = files.byPath(command.path());
        if (file == Files.NIL) {
            return refused(Reason.FILE_MISSING, 0, command.path());
        }
        long size = (long) files.pages(file) << PAGE_SHIFT;
        long offset = command.offset();
        long len = offset < 0 || offset >= size ? 0 : Math.min(command.len(), size - offset);
        if (len < 0) {
            return refused(Reason.VM_ARGUMENT, 0, "len is at most what a file has");
        }
        PageCache cache = new PageCache(files, state.frames(), reclaim);
        if (len > 0 && command.verb() == Verb.READ) {
            cache.read(file, offset, len, command.random());
        } else if (len > 0) {
            for (long at = offset; at < offset + len; at = (at >>> PAGE_SHIFT) + 1 << PAGE_SHIFT) {
                long end = Math.min((at >>> PAGE_SHIFT) + 1 << PAGE_SHIFT, offset + len);
                int dirtied = cache.write(file, at, end - at);
                reclaim.dirty().dirtied(file, dirtied);
            }
        }
        return new Reply.Setting("bytes", Long.toString(len));
    }

    /** Why a command cannot be done for want of frames, of which {@code free} are free. */
    Refusal noFrames(ReclaimCommand command, int free) {
        if (!(command instanceof ReclaimCommand.Swapoff off)) {
            return new Refusal(Reason.OUT_OF_FRAMES, free, 0, 0, null);
        }
        return swap().noFrames(off.path());
    }

    /** The calls about devices. */
    SwapCalls swap() {
        return new SwapCalls(reclaim, state);
    }

    private Reply tick(int count) {
        for (int i = 0; i < count; i++) {
            reclaim.tick();
        }
        return new Reply.Setting("ticks", Integer.toString(count));
    }

    private Reply tryToFree(int count) {
        StringBuilder freed = new StringBuilder();
        for (int i = 0; i < count; i++) {
            freed.append(i == 0 ? "" : ",").append(reclaim.tryToFree(0, Integer.MAX_VALUE, true));
        }
        return new Reply.Setting("freed", freed.toString());
    }

    private Reply written(int file) {
        return new Reply.Setting("written", Integer.toString(reclaim.dirty().sync(file)));
    }

    /** Sets a knob of reclaim; null if it is none. */
    @Nullable
    Reply sysctl(String knob, int value) {
        switch (knob) {
            case "vm.drop_caches" -> {
                if (value < 1 || value > DROP_CACHES) {
                    return outside(knob, 1, DROP_CACHES, value);
                }
                if ((value & 1) != 0) {
                    dropCaches();
                }
            }
            default -> {
                return null;
            }
        }
        return new Reply.Setting(knob, Integer.toString(value));
    }

    private static Reply outside(String knob, int least, int most, int value) {
        return new Reply.Refused(new Refusal(Reason.RECLAIM_KNOB, least, most, value, knob));
    }

    /** Drops what is clean and nowhere mapped of all files (invalidate_mapping_pages()). */
    private void dropCaches() {
        reclaim.drain();
        new PageCache(state.files(), state.frames(), reclaim).drop();
        reclaim.vec().stat.add(Count.DROP_PAGECACHE, 1);
    }

    List<String> files() {
        return List.of("/proc/swaps");
    }

    /** A file of reclaim; null if it is none. */
    @Nullable
    String readFile(String path) {
        return path.equals("/proc/swaps") ? SwapFiles.swaps(reclaim.swap()) : null;
    }

    private static Reply refused(Reason reason, int a, String word) {
        return new Reply.Refused(new Refusal(reason, a, 0, 0, word));
    }
}
