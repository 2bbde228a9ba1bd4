package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.ObjectCommand;
import pagewalk.engine.command.ObjectRef;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.Slub;
import pagewalk.engine.util.Bits;

/** Carries out writes to the bytes of objects, and the search for wrong ones; a refusal is told by the caller. */
final class ObjectBytes {
    private static final int NIL = -1;

    private final ObjectMemory objects;
    private final Memory memory;
    private final Slub slub;

    ObjectBytes(ObjectMemory objects, Memory memory, Slub slub) {
        this.objects = objects;
        this.memory = memory;
        this.slub = slub;
    }

    Reply write(ObjectCommand.Memset command) {
        if (command.object() instanceof ObjectRef.Named named && !objects.isBound(named)) {
            return refused(Reason.NAME_UNKNOWN, 0, 0, named.name());
        }
        long at = objects.address(command.object()) + command.offset();
        int head = objects.head(at);
        if (head == NIL || !slub.isSlab(head) && !slub.isLarge(head)) {
            return refused(Reason.OBJECT_FOREIGN, 0, 0, Bits.hex(at));
        }
        int from = (int) (at - ObjectMemory.address(head, 0));
        int room = (CacheGeometry.PAGE_SIZE << memory.frames().order(head)) - from;
        if (command.count() < 1 || command.count() > Math.min(room, Limits.MEMSET_BYTES)) {
            return refused(Reason.WRITE_OUTSIDE, room, 0, Bits.hex(at));
        }
        int to = from + (int) command.count();
        if (slub.isLarge(head)) {
            slub.writeLarge(head, from, to, command.c());
            return new Reply.Written(at, to - from);
        }
        int lost = slub.firstPointerLost(head, from, to);
        if (lost != NIL) {
            return refused(Reason.WRITE_POINTER, head, lost, null);
        }
        if (!slub.hasRoomForWrite()) {
            return refused(Reason.WRITE_OUTSIDE, 0, 0, Bits.hex(at));
        }
        slub.write(head, from, to, command.c());
        return new Reply.Written(at, to - from);
    }

    Reply validate(String word) {
        int cache = slub.named(objects.called(word));
        if (cache == NIL) {
            return refused(Reason.CACHE_UNKNOWN, 0, 0, word);
        }
        int slabs = slub.view().slabs(cache);
        return new Reply.Validated(slabs, slub.validate(cache));
    }

    private static Reply refused(Reason reason, int a, int b, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, b, 0, word));
    }
}
