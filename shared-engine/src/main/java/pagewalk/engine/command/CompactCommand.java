package pagewalk.engine.command;

/** What can be asked of compaction by name; its knobs are set with sysctl. */
public sealed interface CompactCommand extends AreaCommand {
    /** Compacts all zones from end to end (mm/compaction.c compact_nodes()). */
    record CompactMemory() implements CompactCommand {
        @Override
        public Verb verb() {
            return Verb.COMPACT_MEMORY;
        }

        @Override
        public String text() {
            return verb().word();
        }
    }
}
