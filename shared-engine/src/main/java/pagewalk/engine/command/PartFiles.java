package pagewalk.engine.command;

import pagewalk.engine.util.Part;

/**
 * Files that only some parts of the machine have. A program that was built without all parts does not read them: it
 * would find no file where the whole machine finds one.
 */
final class PartFiles {
    private PartFiles() {}

    /** Whether this program cannot tell what {@code path} reads. */
    static boolean missing(String path) {
        return !hasEveryPart() && ofParts(path);
    }

    /** Whether {@code path} may be a file of a part. */
    static boolean ofParts(String path) {
        return switch (path) {
            case "/proc/slabinfo",
                    "/proc/vmallocinfo",
                    "/proc/iomem",
                    "/proc/zoneinfo",
                    "/proc/meminfo",
                    "/proc/vmstat",
                    "/proc/sysvipc/shm" -> true;
            default -> path.startsWith("/sys/kernel/") || path.startsWith("/proc/sys/") || isOfProcess(path);
        };
    }

    /** Whether {@code path} lies below /proc/PID. */
    private static boolean isOfProcess(String path) {
        return path.startsWith("/proc/") && path.length() > 6 && path.charAt(6) >= '0' && path.charAt(6) <= '9';
    }

    @Part("every")
    private static boolean hasEveryPart() {
        return true;
    }
}
