package pagewalk.engine.swap;

/** Who wants to know of slots that are free again. */
public interface SlotWatch {
    void freed(int entry);
}
