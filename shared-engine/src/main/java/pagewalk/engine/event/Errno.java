package pagewalk.engine.event;

/** The kernel's error numbers that refusals use (include/uapi/asm-generic/errno-base.h). */
public enum Errno {
    ENOENT(2),
    EAGAIN(11),
    ENOMEM(12),
    EFAULT(14),
    EBUSY(16),
    EEXIST(17),
    EINVAL(22);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
