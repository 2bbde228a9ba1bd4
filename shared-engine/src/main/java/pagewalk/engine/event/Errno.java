package pagewalk.engine.event;

/** The kernel's error numbers that refusals use (include/uapi/asm-generic/errno-base.h). */
public enum Errno {
    EPERM(1),
    ENOENT(2),
    ESRCH(3),
    EIO(5),
    ENOEXEC(8),
    ECHILD(10),
    EAGAIN(11),
    ENOMEM(12),
    EACCES(13),
    EFAULT(14),
    EBUSY(16),
    EEXIST(17),
    EINVAL(22),
    ENOSPC(28),
    EIDRM(43);

    private final int number;

    Errno(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
