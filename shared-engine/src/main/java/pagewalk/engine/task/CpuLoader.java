package pagewalk.engine.task;

/** Hears what a processor is to run, so that it loads the right page table. */
public interface CpuLoader {
    /** Nobody keeps translations. */
    CpuLoader NONE = new CpuLoader() {
        @Override
        public void load(int cpu, int mm) {}

        @Override
        public void idle(int cpu) {}
    };

    /** The program of an address space runs (switch_mm_irqs_off()). */
    void load(int cpu, int mm);

    /** Only the kernel runs (enter_lazy_tlb()). */
    void idle(int cpu);
}
