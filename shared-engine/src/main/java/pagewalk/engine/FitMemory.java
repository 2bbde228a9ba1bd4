package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.FitCommand;
import pagewalk.engine.command.FitCommand.FitAlloc;
import pagewalk.engine.command.FitCommand.FitInit;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.fit.FitRange;
import pagewalk.engine.fit.FitSetup;
import pagewalk.engine.fit.FitView;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.util.Bits;

/** Carries out the commands to the range beside the machine; a refusal changes nothing and is told by the caller. */
final class FitMemory implements Area {
    private static final int NIL = -1;

    private final FitRange range;
    private final Names names;

    FitMemory(Names names, Recorder events) {
        this(names, new FitRange(events));
    }

    private FitMemory(Names names, FitRange range) {
        this.names = names;
        this.range = range;
    }

    @Override
    public FitMemory copy(Memory newMemory, Names newNames, Recorder newEvents) {
        return new FitMemory(newNames, range.copy(newEvents));
    }

    FitView view() {
        return range.view();
    }

    @Override
    public void digest(Digest into) {
        range.digest(into);
    }

    @Override
    public int bytesBeside(@Nullable Area other) {
        return range.bytes();
    }

    @Override
    public List<String> files() {
        return List.of();
    }

    @Override
    public @Nullable String readFile(String path) {
        return null;
    }

    @Override
    public @Nullable Rule ruleOfFile(String path) {
        return null;
    }

    @Override
    public boolean takes(AreaCommand command) {
        return command instanceof FitCommand;
    }

    @Override
    public String name() {
        return "fit";
    }

    @Override
    public Reply apply(AreaCommand command) {
        return switch ((FitCommand) command) {
            case FitInit init -> begin(init);
            case FitAlloc alloc -> allocate(alloc);
            case FitCommand.FitFree free -> free(free.block());
        };
    }

    private Reply begin(FitInit command) {
        FitCommand.Layout layout = command.layout();
        String wrong = wrong(layout);
        if (wrong != null) {
            return refused(Reason.FIT_SETTING, 0, 0, 0, wrong);
        }
        FitCommand.Manner manner = command.manner();
        range.begin(new FitSetup(
                (int) layout.base(),
                (int) layout.size(),
                (int) layout.header(),
                (int) layout.align(),
                manner.policy(),
                manner.order(),
                manner.coalesce(),
                manner.convention()));
        return left();
    }

    private static @Nullable String wrong(FitCommand.Layout layout) {
        if (outside(layout.size(), 1, FitSetup.MAX_SIZE)) {
            return "size is from 1 to " + FitSetup.MAX_SIZE + "; this is " + shown(layout.size());
        }
        if (outside(layout.base(), 0, Integer.MAX_VALUE - layout.size())) {
            return "the range ends below 2147483648; base is " + shown(layout.base());
        }
        if (outside(layout.header(), 0, FitSetup.MAX_OVERHEAD)) {
            return "header is from 0 to " + FitSetup.MAX_OVERHEAD + "; this is " + shown(layout.header());
        }
        return outside(layout.align(), 1, FitSetup.MAX_OVERHEAD)
                ? "align is from 1 to " + FitSetup.MAX_OVERHEAD + "; this is " + shown(layout.align())
                : null;
    }

    private static boolean outside(long value, long low, long high) {
        return value < low || value > high;
    }

    private static String shown(long value) {
        return value < 0 ? Bits.hex(value) : Long.toString(value);
    }

    private Reply allocate(FitAlloc command) {
        if (!range.isUsed()) {
            return refused(Reason.FIT_NOT_BEGUN, 0, 0, 0, null);
        }
        if (outside(command.size(), 1, FitSetup.MAX_SIZE)) {
            return refused(Reason.FIT_SIZE, 0, 0, 0, shown(command.size()));
        }
        if (!range.hasRoomForChunk()) {
            return refused(Reason.FIT_CHUNKS, range.chunks(), FitRange.MAX_CHUNKS, 0, null);
        }
        int asked = (int) command.size();
        int address = range.allocate(asked);
        if (address == NIL) {
            return refused(Reason.FIT_NO_ROOM, asked, range.largestFree(), range.freeBytes(), null);
        }
        if (command.as() != null) {
            names.bindPlace(command.as(), address);
        }
        return new Reply.Carved(address, range.blockStart(), range.blockSize(), range.searched(), left());
    }

    private Reply.Chunks left() {
        return new Reply.Chunks(range.freeBytes(), range.largestFree(), range.freeChunks());
    }

    private Reply free(ObjectRef block) {
        if (!range.isUsed()) {
            return refused(Reason.FIT_NOT_BEGUN, 0, 0, 0, null);
        }
        long at = switch (block) {
            case ObjectRef.Named named -> names.place(named.name());
            case ObjectRef.Address address -> address.addr();
        };
        if (block instanceof ObjectRef.Named named && at == NIL) {
            return refused(Reason.NAME_UNKNOWN, 0, 0, 0, named.name());
        }
        int address = at >= 0 && at <= Integer.MAX_VALUE ? (int) at : NIL;
        if (range.isHeld(address)) {
            range.free(address);
            return left();
        }
        FitView.Chunk chunk = range.view().at(address);
        if (chunk == null) {
            return refused(Reason.FIT_FOREIGN, address, NIL, 0, shown(at));
        }
        Reason reason = chunk.free() ? Reason.FIT_FREE_AGAIN : Reason.FIT_FOREIGN;
        return refused(reason, address, chunk.start(), chunk.size(), null);
    }

    private static Reply refused(Reason reason, int a, int b, int c, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, b, c, word));
    }
}
