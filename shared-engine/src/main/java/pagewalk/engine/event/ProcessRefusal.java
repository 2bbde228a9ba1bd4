package pagewalk.engine.event;

import org.jspecify.annotations.Nullable;

/** What system calls about processes and their memory say when they fail. */
final class ProcessRefusal {
    private ProcessRefusal() {}

    /** The sentence of a refusal of this area; null for another. */
    static @Nullable String sentence(Refusal refusal) {
        int a = refusal.a();
        int b = refusal.b();
        String word = refusal.word() == null ? "the address" : refusal.word();
        return switch (refusal.reason()) {
            case TASK_UNKNOWN -> b == 1 ? "process " + a + " has exited" : "there is no process " + a;
            case TASKS_FULL -> "there are " + a + " processes already, and a machine has no more";
            case NO_CHILD -> "process " + a + " has no child";
            case CHILD_RUNS -> "no child of process " + a + " has exited yet";
            case FILE_MISSING -> "there is no file " + word;
            case FILE_THERE -> word + " is a file already";
            case EXEC_FORMAT -> word + " is no program that can be run";
            case PAGE_OF_TASK -> "pfn " + a + " belongs to " + owner(b);
            case OUT_OF_FRAMES -> "no frame is left for it, with " + a + (a == 1 ? " page" : " pages") + " free";
            default -> ofRange(refusal, a, b, word);
        };
    }

    private static String owner(int kind) {
        return switch (kind) {
            case 0 -> "a process; unmap it there";
            case 1 -> "the cache of a file";
            case 2 -> "a page table";
            case 4 -> "the pool of huge pages";
            default -> "the kernel";
        };
    }

    private static @Nullable String ofRange(Refusal refusal, int a, int b, String word) {
        return switch (refusal.reason()) {
            case LEN_ZERO -> "len is at least 1; this is 0";
            case ADDR_UNALIGNED -> (a == 1 ? "the offset " : "") + word + " is not at the beginning of a page";
            case ADDR_TOO_LOW -> word + " is below vm.mmap_min_addr, which is " + (a << 12);
            case RANGE_TOO_HIGH, RANGE_OUTSIDE ->
                "the range at " + word + " does not lie below 0x7ffffffff000, where user addresses end";
            case MAP_EXISTS -> "something is mapped at " + word + " or behind it";
            case NO_GAP -> "no gap holds " + pages(a);
            case MAPS_FULL -> "a process has at most " + a + " VMAs (vm.max_map_count)";
            case HOLE -> "nothing is mapped at " + word + "; what lies before it has been dealt with";
            case NOT_MAPPED -> word + " is not in the one VMA that the old range has to lie in";
            case NO_EXPAND -> "there is no room for " + pages(a) + " more, and maymove is not given";
            case ACCESS_DENIED -> "the mapping at " + word + " may not get that right";
            case ADVICE_LOCKED -> "the pages at " + word + " are locked";
            case POPULATE_FORBIDDEN -> "some of it may not be touched, so it is locked and not all in memory";
            case POPULATE_DENIED -> "the pages at " + word + " may not be touched so";
            case VM_ARGUMENT -> word;
            default -> ofLimit(refusal, a, b);
        };
    }

    private static @Nullable String ofLimit(Refusal refusal, int a, int b) {
        return switch (refusal.reason()) {
            case RLIMIT_AS -> pages(b) + " more than " + a + " would be above RLIMIT_AS";
            case RLIMIT_DATA -> pages(b) + " more than " + a + " private writable ones would be above RLIMIT_DATA";
            case RLIMIT_STACK -> "the stack would be above RLIMIT_STACK";
            case BRK_FAILED -> "the heap cannot end there, and ends where it did";
            case STACK_NEAR -> "the stack would come within 256 pages of the VMA below it";
            case LOCK_LIMIT, LOCK_LIMIT_AGAIN ->
                "with " + b + " locked already, " + pages(a) + " more would be above RLIMIT_MEMLOCK";
            case LOCK_FORBIDDEN -> "RLIMIT_MEMLOCK is 0, so nothing may be locked";
            case OVERCOMMIT -> pages(a) + " more may not be promised (vm.overcommit_memory)";
            default -> ofShared(refusal, a, b);
        };
    }

    private static @Nullable String ofShared(Refusal refusal, int a, int b) {
        String word = refusal.word() == null ? "it" : refusal.word();
        return switch (refusal.reason()) {
            case HUGE_NO_PAGES ->
                "it needs " + a + " huge " + (a == 1 ? "page" : "pages") + "; the pool has " + b
                        + " free, and promised " + refusal.c();
            case HUGE_UNALIGNED -> word + " is inside a page of " + (a == 9 ? "2 MiB" : "1 GiB");
            case SHM_THERE -> "a segment has the key " + word + " already";
            case SHM_MISSING -> "no segment has the key " + word;
            case SHM_UNKNOWN -> "there is no segment " + a;
            case SHM_REMOVED -> "segment " + a + " was removed, and its place has another one";
            case SHM_SIZE, SHM_FULL -> word;
            case SHM_NOT_ATTACHED -> "no segment is attached at " + word;
            default -> null;
        };
    }

    private static String pages(int count) {
        return count + (count == 1 ? " page" : " pages");
    }
}
