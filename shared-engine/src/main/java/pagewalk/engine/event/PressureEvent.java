package pagewalk.engine.event;

import pagewalk.engine.rule.Rule;

/** A micro-step of an allocation that found no zone above its low watermark, and of the help it asked for. */
public sealed interface PressureEvent extends Event {
    /** The event of a kind of the slow path. */
    static PressureEvent decode(EventKind kind, Rule rule, int[] arg) {
        return kind == EventKind.UNRESERVED
                ? new Unreserved(rule, arg[0], arg[1], arg[2], arg[3])
                : new Step(kind, rule, arg[0], arg[1], arg[2]);
    }

    /** A step of the slow path, or what came of it. */
    record Step(EventKind kind, Rule rule, int order, int b, int c) implements PressureEvent {
        @Override
        public String sentence() {
            return switch (kind) {
                case KSWAPD_ASKED -> "woke kswapd, to make room behind the scenes";
                case DIRECT_COMPACT -> "asked for compaction " + priority() + ": " + result();
                case DIRECT_RECLAIM ->
                    b == 0
                            ? "tried to reclaim pages: there were none"
                            : "reclaimed " + b + (b == 1 ? " page" : " pages");
                case RECLAIM_RETRY ->
                    c == 0
                            ? "not all that could be reclaimed would be enough, or too many rounds made no progress"
                            : "what could be reclaimed would be enough, so it goes round again";
                case OOM -> oom();
                default -> "gave up: " + rule.sentence();
            };
        }

        private String priority() {
            return switch (b) {
                case 2 -> "without waiting";
                case 1 -> "with some waiting";
                default -> "with all means";
            };
        }

        private String result() {
            return switch (c) {
                case 0 -> "it was not tried";
                case 1 -> "it failed not long ago and was put off";
                case 2 -> "it made no block that is large enough";
                default -> "it made a block that is large enough";
            };
        }

        private String oom() {
            return switch (rule) {
                case OOM_NOT_COSTLY -> "nobody is killed for order " + order;
                case OOM_NOT_MAYFAIL -> "nobody is killed, as the request may fail";
                case OOM_NOT_LOWMEM -> "nobody is killed for a low zone";
                default -> b == 0 ? "there is nobody to kill" : "killed a task to free its memory";
            };
        }
    }

    /** A pageblock left the high-atomic reserve. */
    record Unreserved(Rule rule, int pfn, int order, int reserved, int zone) implements PressureEvent {
        @Override
        public EventKind kind() {
            return EventKind.UNRESERVED;
        }

        @Override
        public String sentence() {
            return "gave the pageblock of pfn " + pfn + " up, which was kept for urgent requests; the reserve has "
                    + reserved + " pages left";
        }
    }
}
