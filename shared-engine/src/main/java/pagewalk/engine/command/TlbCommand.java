package pagewalk.engine.command;

import pagewalk.engine.util.Check;

/**
 * Looks at what the translation buffer of a processor counted.
 *
 * @param cpu the processor
 */
public record TlbCommand(int cpu) implements AreaCommand {
    public TlbCommand {
        Check.that(cpu >= 0, "a CPU is not negative", "cpu", cpu);
    }

    @Override
    public Verb verb() {
        return Verb.TLB_STAT;
    }

    @Override
    public String text() {
        return "tlb_stat cpu=" + cpu;
    }
}
