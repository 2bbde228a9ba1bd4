package pagewalk.engine;

import pagewalk.engine.slab.Slub;

/** Replies to commands that hand out objects or take them back; {@link Reply#DONE} if nobody wants them. */
final class ObjectReplies {
    private final Memory memory;
    private final Slub slub;

    ObjectReplies(Memory memory, Slub slub) {
        this.memory = memory;
        this.slub = slub;
    }

    /** An object of a slab was handed out or comes back. */
    Reply objectAt(int pfn, int object) {
        if (!memory.isAsked()) {
            return Reply.DONE;
        }
        String cache = slub.view().name(slub.cacheAt(pfn));
        return new Reply.ObjectAt(cache, ObjectMemory.address(pfn, slub.bytesTo(pfn, object)), pfn, object);
    }

    /** A whole block was handed out or comes back. */
    Reply large(int pfn, int order) {
        return memory.isAsked() ? new Reply.Large(ObjectMemory.address(pfn, 0), pfn, order) : Reply.DONE;
    }

    /** An element went out of a pool with {@code reserved} left in it, or came back to it. */
    Reply element(Reply at, int reserved) {
        return memory.isAsked() ? new Reply.Element(at, reserved) : Reply.DONE;
    }

    /** A check failed, so the object stays where it is. */
    Reply notFreed(Reply at) {
        return memory.isAsked() ? new Reply.NotFreed(at) : Reply.DONE;
    }
}
