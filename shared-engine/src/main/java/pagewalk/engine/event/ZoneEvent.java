package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** A micro-step about how much a zone may give, and about the pages that processors keep; numbers are pages. */
public sealed interface ZoneEvent extends Event {
    /** The event of a kind of this family. */
    static Event decode(EventKind kind, Rule rule, int[] arg) {
        return switch (kind) {
            case WATERMARK -> new Checked(rule, arg[0], arg[1], arg[2], arg[3]);
            case RESERVED -> new Reserved(rule, arg[0], arg[1], arg[2], arg[3]);
            case RETRY -> new Retried(rule, arg[0], arg[1], arg[2]);
            case BOOSTED, KSWAPD_WOKEN -> new Boosted(kind, rule, arg[0], arg[1], arg[2]);
            case PCP_TAKEN, PCP_REFILLED, PCP_PUT, PCP_SPILLED ->
                new PerCpu(kind, rule, arg[0], arg[1], arg[2], arg[3]);
            default -> PressureEvent.decode(kind, rule, arg);
        };
    }

    /** A zone was asked whether it may serve. */
    record Checked(Rule rule, int zone, int order, int free, int limit) implements ZoneEvent {
        @Override
        public EventKind kind() {
            return EventKind.WATERMARK;
        }

        @Override
        public String sentence() {
            String who = "zone " + zone + " has " + free + " free pages; ";
            return switch (rule) {
                case WATERMARK_OK -> who + "that is enough above " + limit + ", so it may serve";
                case WATERMARK_NO_BLOCK -> who + "but no free block of order " + order + " or higher";
                case WATERMARK_NONE -> who + "this request is held to no watermark";
                default -> who + "that is too few for a watermark of " + limit + ", so it does not serve";
            };
        }
    }

    /** The watermarks were raised, or kswapd was woken because of it. */
    record Boosted(EventKind kind, Rule rule, int zone, int boost, int most) implements ZoneEvent {
        @Override
        public String sentence() {
            return kind == EventKind.BOOSTED
                    ? "raised the watermarks of zone " + zone + " by " + boost + " pages; " + most + " is the most"
                    : "woke kswapd: the watermarks of zone " + zone + " stand " + boost + " pages higher";
        }
    }

    /** A pageblock joined the high-atomic reserve. */
    record Reserved(Rule rule, int pfn, int from, int reserved, int zone) implements ZoneEvent {
        @Override
        public EventKind kind() {
            return EventKind.RESERVED;
        }

        @Override
        public String sentence() {
            return "kept the pageblock at pfn " + pfn + ", " + Event.typeName(from)
                    + " before, for urgent requests; the reserve has " + reserved + " pages";
        }
    }

    /** Another attempt begins. */
    record Retried(Rule rule, int order, int type, int why) implements ZoneEvent {
        @Override
        public EventKind kind() {
            return EventKind.RETRY;
        }

        @Override
        public String sentence() {
            return switch (why) {
                case 0 -> "no zone stands above its low watermark: tries again with the min watermark";
                case 1 -> "no zone could serve without mixing pageblocks: tries again and may mix them";
                case 2 -> "tries again without any watermark";
                case 3 -> "tries once more with the min watermark";
                case 4 -> "tries again after reclaim";
                case 5 -> "tries again after compaction";
                case 6 -> "takes a last look, held to the high watermark";
                default -> "may not fail, so it tries again with half of what the min watermark keeps";
            };
        }
    }

    /** Something about the pages that a processor keeps. */
    record PerCpu(EventKind kind, Rule rule, int first, int second, int third, int fourth) implements ZoneEvent {
        @Override
        public String sentence() {
            return switch (kind) {
                case PCP_TAKEN ->
                    "the processor took pfn " + first + " of order " + second + " from its own list and keeps " + fourth
                            + " pages";
                case PCP_REFILLED ->
                    "the processor's list was empty: it got " + first + " of " + fourth + " blocks of order " + second;
                case PCP_PUT ->
                    "the processor put pfn " + first + " of order " + second + " on its own list and keeps " + fourth
                            + " pages";
                default -> "the processor keeps " + third + " pages and gives " + first + " back";
            };
        }

        @Override
        public int pfn() {
            return kind == EventKind.PCP_TAKEN || kind == EventKind.PCP_PUT ? first : -1;
        }

        @Override
        public int order() {
            return kind == EventKind.PCP_SPILLED ? -1 : second;
        }
    }
}
