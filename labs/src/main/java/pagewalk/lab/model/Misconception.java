package pagewalk.lab.model;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.Machine;
import pagewalk.engine.command.Command;
import pagewalk.engine.view.MemoryView;

/**
 * A wrong idea of how blocks are handed out that students are known to have, as a way to answer questions.
 *
 * <p>A variant is drawn again unless each idea the lab lists goes wrong somewhere, and an answer that equals one of
 * them is told by its name. They look at one zone of one migratetype, as the textbook machine has.
 */
public enum Misconception implements Idea {
    KEEPS_HIGH_HALF("keeps-high-half", "a split would keep the high half and free the low one"),
    FIRST_FIT("first-fit", "the first free block in memory that is large enough would be taken, whatever its size"),
    LARGEST_BLOCK("largest-block", "the largest free block would be taken"),
    OLDEST_FIRST("oldest-first", "the block at the tail of the list, freed longest ago, would be taken"),
    COUNTS_LOOKUPS("counts-lookups", "every list looked at would count as a split");

    private static final int MAX_ORDER = 10;

    private final String id;
    private final String idea;

    Misconception(String id, String idea) {
        this.id = id;
        this.idea = idea;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String idea() {
        return idea;
    }

    /** The misconception called {@code id}, or null. */
    public static @Nullable Misconception byId(String id) {
        for (Misconception idea : values()) {
            if (idea.id.equals(id)) {
                return idea;
            }
        }
        return null;
    }

    @Override
    public @Nullable Answer answer(QuestionRun run, PartSpec.Question asked) {
        return asked.command().isEmpty() ? null : answer(run.machine(), run.command(asked), asked.keys());
    }

    /** The answer of somebody who believes this, for the keys pfn and splits of an allocation; null otherwise. */
    public @Nullable Answer answer(Machine machine, Command command, List<String> keys) {
        if (!(command instanceof Command.AllocPages alloc) || machine.memory().zones() == 0) {
            return null;
        }
        MemoryView memory = machine.memory();
        int wanted = alloc.order();
        int head = believedHead(memory, wanted);
        int order = head < 0 ? -1 : memory.blockOrder(head);
        int[] values = new int[keys.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = head < 0 ? Answer.NONE : value(keys.get(i), head, order, wanted);
        }
        return Answer.of(keys, values);
    }

    private int value(String key, int head, int order, int wanted) {
        return switch (key) {
            case "pfn" -> this == KEEPS_HIGH_HALF ? head + (1 << order) - (1 << wanted) : head;
            case "splits" -> this == COUNTS_LOOKUPS ? order - wanted + 1 : order - wanted;
            case "order" -> wanted;
            default -> 0;
        };
    }

    /** First page of the free block they believe is taken, or -1. */
    private int believedHead(MemoryView memory, int wanted) {
        return switch (this) {
            case FIRST_FIT -> firstFit(memory, wanted);
            case LARGEST_BLOCK -> largest(memory, wanted);
            default -> smallest(memory, wanted, this == OLDEST_FIRST);
        };
    }

    private static int firstFit(MemoryView memory, int wanted) {
        int pfn = memory.startPfn();
        while (pfn < memory.endPfn()) {
            int size = 1 << Math.max(memory.blockOrder(pfn), 0);
            if (memory.state(pfn) == MemoryView.FREE && memory.blockOrder(pfn) >= wanted) {
                return pfn;
            }
            pfn += size;
        }
        return -1;
    }

    private static int largest(MemoryView memory, int wanted) {
        for (int order = MAX_ORDER; order >= wanted; order--) {
            int[] list = memory.freeList(0, order, 0);
            if (list.length > 0) {
                return list[0];
            }
        }
        return -1;
    }

    private static int smallest(MemoryView memory, int wanted, boolean tail) {
        for (int order = wanted; order <= MAX_ORDER; order++) {
            int[] list = memory.freeList(0, order, 0);
            if (list.length > 0) {
                return tail ? list[list.length - 1] : list[0];
            }
        }
        return -1;
    }
}
