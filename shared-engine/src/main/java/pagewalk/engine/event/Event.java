package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/**
 * One micro-step, decoded from a packed log because somebody looks at it.
 *
 * <p>{@link #sentence()} says what happened and why in words; {@link #pfn()} and {@link #order()} name the block the
 * step touched, -1 where there is none. A type of -1 means that the machine does not group pages by mobility.
 */
public sealed interface Event
        permits BootEvent,
                FitEvent,
                HeapEvent,
                CompactEvent,
                OomEvent,
                PressureEvent,
                ProcessEvent,
                SegmentEvent,
                TlbEvent,
                ReclaimEvent,
                SlabEvent,
                VmallocEvent,
                ZoneEvent,
                Event.CommandBegun,
                Event.Requested,
                Event.Looked,
                Event.Took,
                Event.Split,
                Event.Allocated,
                Event.ZoneDry,
                Event.Freeing,
                Event.BuddyChecked,
                Event.Merged,
                Event.Listed,
                Event.Retyped,
                Event.FellBack,
                Event.ClaimRefused,
                Event.Claimed,
                Event.Stole,
                Event.FileRead,
                Event.Refused {
    EventKind kind();

    Rule rule();

    String sentence();

    default int pfn() {
        return -1;
    }

    default int order() {
        return -1;
    }

    /** Decodes the six ints of a step; an unknown kind is a bug of ours. */
    static Event decode(int kindCode, int ruleCode, int a, int b, int c, int d) {
        EventKind kind = EventKind.of(kindCode);
        Rule rule = Rule.of(ruleCode);
        return switch (kind) {
            case COMMAND -> new CommandBegun(a, b, c);
            case REQUEST -> new Requested(rule, a, b, c, d);
            case LOOKED -> new Looked(rule, a, b, c, d);
            case TOOK -> new Took(rule, a, b, c, d);
            case SPLIT -> new Split(rule, a, b, c, d);
            case ALLOCATED -> new Allocated(rule, a, b, c, d);
            case ZONE_DRY -> new ZoneDry(rule, a, b, c, d);
            case FREEING, BUDDY, MERGED, LISTED, RETYPED -> decodeFree(kind, rule, new int[] {a, b, c, d});
            case FALLBACK -> new FellBack(rule, a, b, c, d);
            case CLAIM_REFUSED -> new ClaimRefused(rule, a, b, c, d);
            case CLAIMED -> new Claimed(rule, a, b, c, d);
            case STOLE -> new Stole(rule, a, b, c, d);
            case FILE_READ -> new FileRead(rule, a);
            case REFUSED -> new Refused(new Refusal(Refusal.Reason.of(a), b, c, d, null));
            default -> decodeOfArea(kind, rule, new int[] {a, b, c, d});
        };
    }

    private static Event decodeOfArea(EventKind kind, Rule rule, int[] arg) {
        AreaEvents area = AreaEvents.of(kind);
        if (area == null) {
            throw new IllegalStateException("PW-CHECK this program knows the event: code=" + kind.code());
        }
        return area.decode(kind, rule, arg);
    }

    private static Event decodeFree(EventKind kind, Rule rule, int[] arg) {
        return switch (kind) {
            case FREEING -> new Freeing(rule, arg[0], arg[1], arg[2], arg[3]);
            case BUDDY -> new BuddyChecked(rule, arg[0], arg[1], arg[2], arg[3]);
            case MERGED -> new Merged(rule, arg[0], arg[1], arg[2], arg[3]);
            case LISTED -> new Listed(rule, arg[0], arg[1], arg[2], arg[3] != 0);
            default -> new Retyped(rule, arg[0], arg[1], arg[2], arg[3]);
        };
    }

    /** Name of a migratetype as the kernel prints it; empty for -1. */
    static String typeName(int type) {
        return switch (type) {
            case 0 -> "Unmovable";
            case 1 -> "Movable";
            case 2 -> "Reclaimable";
            case 3 -> "HighAtomic";
            default -> "";
        };
    }

    private static String list(int order, int type) {
        return "order-" + order + (type < 0 ? "" : " " + typeName(type)) + " free list";
    }

    /** A command begins. */
    record CommandBegun(int index, int verb, int cpu) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.COMMAND;
        }

        @Override
        public Rule rule() {
            return Rule.COMMAND_IN_ORDER;
        }

        @Override
        public String sentence() {
            return "command " + (index + 1) + " begins" + (cpu == 0 ? "" : " on CPU " + cpu);
        }
    }

    /** An allocation is asked for. */
    record Requested(Rule rule, int order, int type, int gfp, int zone) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.REQUEST;
        }

        @Override
        public String sentence() {
            int pages = 1 << order;
            return "asked for a block of order " + order + " (" + pages + (pages == 1 ? " page" : " pages")
                    + (type < 0 ? "" : ", " + typeName(type)) + ")";
        }
    }

    /** A free list was looked at. */
    record Looked(Rule rule, int order, int type, int zone, int pfn) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.LOOKED;
        }

        @Override
        public String sentence() {
            String empty =
                    order < 10 ? ": empty, so the next higher order is tried" : ": empty, and no order is higher";
            return "looked at the " + list(order, type) + (pfn < 0 ? empty : ": pfn " + pfn + " is at its head");
        }
    }

    /** A block left its free list. */
    record Took(Rule rule, int pfn, int order, int type, int zone) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.TOOK;
        }

        @Override
        public String sentence() {
            return "took pfn " + pfn + " from the head of the " + list(order, type);
        }
    }

    /** A block was halved. */
    record Split(Rule rule, int pfn, int order, int upper, int type) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.SPLIT;
        }

        @Override
        public String sentence() {
            return "split pfn " + pfn + " from order " + (order + 1) + " into two of order " + order
                    + ": kept the low half, put the upper half, pfn " + upper + ", at the head of the "
                    + list(order, type);
        }
    }

    /** A block was handed out. */
    record Allocated(Rule rule, int pfn, int order, int type, int zone) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.ALLOCATED;
        }

        @Override
        public String sentence() {
            return "handed out pfn " + pfn + ": it has order " + order + ", as asked";
        }
    }

    /** A zone could not serve. */
    record ZoneDry(Rule rule, int zone, int order, int freePages, int type) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.ZONE_DRY;
        }

        @Override
        public String sentence() {
            return "zone " + zone + " has " + freePages + " free pages but no block of order " + order
                    + " or higher to give";
        }
    }

    /** A block comes back. */
    record Freeing(Rule rule, int pfn, int order, int type, int zone) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.FREEING;
        }

        @Override
        public String sentence() {
            return "pfn " + pfn + " of order " + order + " comes back"
                    + (type < 0 ? "" : "; its pageblock is " + typeName(type));
        }
    }

    /** The buddy of a freed block was looked at; {@code buddyOrder} -1 means in use, -2 outside the zone. */
    record BuddyChecked(Rule rule, int pfn, int order, int buddy, int buddyOrder) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.BUDDY;
        }

        @Override
        public String sentence() {
            String who = "the buddy of pfn " + pfn + " at order " + order + " is pfn " + buddy + ": ";
            return switch (rule) {
                case BUDDY_FREE -> who + "free and of the same order, so the two merge";
                case BUDDY_RESERVE -> who + "free, but only one of the two is in the reserve, so there is no merge";
                case BUDDY_OTHER_ORDER -> who + "free, but of order " + buddyOrder + ", so there is no merge";
                case BUDDY_OUTSIDE -> who + "outside the zone, so there is no merge";
                case BUDDY_MAX_ORDER -> "pfn " + pfn + " has order " + order + ", the highest, and merges no further";
                default -> who + "in use, so there is no merge";
            };
        }
    }

    /** Two buddies became one block. */
    record Merged(Rule rule, int pfn, int order, int buddy, int zone) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.MERGED;
        }

        @Override
        public String sentence() {
            return "merged with pfn " + buddy + " into pfn " + pfn + " of order " + order;
        }
    }

    /** A free block was put on a list. */
    record Listed(Rule rule, int pfn, int order, int type, boolean tail) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.LISTED;
        }

        @Override
        public String sentence() {
            return "put pfn " + pfn + " at the " + (tail ? "tail" : "head") + " of the " + list(order, type)
                    + (rule == Rule.FREE_TO_TAIL
                            ? ": the buddy of order " + (order + 1) + " is free, so a merge is near"
                            : "");
        }
    }

    /** A pageblock changed its migratetype in a merge. */
    record Retyped(Rule rule, int pfn, int from, int to, int zone) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.RETYPED;
        }

        @Override
        public String sentence() {
            return "the pageblock at pfn " + pfn + " turns from " + typeName(from) + " to " + typeName(to);
        }
    }

    /** Another migratetype's list was found to fall back to. */
    record FellBack(Rule rule, int order, int from, int type, int pfn) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.FALLBACK;
        }

        @Override
        public String sentence() {
            return "no " + typeName(type) + " block is left; the " + list(order, from) + " has pfn " + pfn;
        }
    }

    /** A pageblock kept its migratetype. */
    record ClaimRefused(Rule rule, int pfn, int free, int alike, int type) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.CLAIM_REFUSED;
        }

        @Override
        public String sentence() {
            String block = "the pageblock at pfn " + pfn;
            return rule == Rule.CLAIM_ZONE_EDGE
                    ? block + " crosses the edge of the zone, so it cannot be claimed"
                    : block + " keeps its type: " + free + " free and " + alike + " alike pages are fewer than 256";
        }
    }

    /** A pageblock changed hands. */
    record Claimed(Rule rule, int pfn, int from, int to, int moved) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.CLAIMED;
        }

        @Override
        public String sentence() {
            return "claimed the pageblock at pfn " + pfn + " from " + typeName(from) + " for " + typeName(to)
                    + (moved > 0 ? "; " + moved + " free pages moved along" : "");
        }
    }

    /** One block was taken from another migratetype, which keeps its pageblock. */
    record Stole(Rule rule, int pfn, int order, int from, int type) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.STOLE;
        }

        @Override
        public String sentence() {
            return "took one block, pfn " + pfn + " of order " + order + ", from " + typeName(from) + " for "
                    + typeName(type);
        }
    }

    /** A file was read. */
    record FileRead(Rule rule, int file) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.FILE_READ;
        }

        @Override
        public String sentence() {
            return switch (rule) {
                case FILE_BUDDYINFO -> "read /proc/buddyinfo";
                case FILE_PAGETYPEINFO -> "read /proc/pagetypeinfo";
                case FILE_SLABINFO -> "read /proc/slabinfo";
                case FILE_ZONEINFO -> "read /proc/zoneinfo";
                case FILE_IOMEM -> "read /proc/iomem";
                case FILE_VMALLOCINFO -> "read /proc/vmallocinfo";
                default -> "read the file";
            };
        }
    }

    /** The command was refused; nothing changed. */
    record Refused(Refusal refusal) implements Event {
        @Override
        public EventKind kind() {
            return EventKind.REFUSED;
        }

        @Override
        public Rule rule() {
            return refusal.reason().rule();
        }

        @Override
        public String sentence() {
            return "refused with " + refusal.errno() + ": " + refusal.sentence();
        }

        @Override
        public int pfn() {
            return switch (refusal.reason()) {
                case PFN_FREE, PFN_TAIL -> refusal.a();
                default -> -1;
            };
        }
    }
}
