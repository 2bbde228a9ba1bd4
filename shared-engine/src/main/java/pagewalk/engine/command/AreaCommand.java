package pagewalk.engine.command;

/** Commands to the areas of a machine that a browser program can be built without. */
public sealed interface AreaCommand extends Command
        permits BootCommand,
                CompactCommand,
                FitCommand,
                HeapCommand,
                ObjectCommand,
                OomCommand,
                ProcessCommand,
                ReclaimCommand,
                SegmentCommand,
                ShmCommand,
                TlbCommand,
                VmallocCommand {}
