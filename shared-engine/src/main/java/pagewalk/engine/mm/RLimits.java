package pagewalk.engine.mm;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;

/** Limits of one process (setrlimit()), in bytes; only soft ones. */
public final class RLimits {
    /** No limit. */
    public static final long INFINITY = -1L;

    /** What can be limited, and what a process begins with (include/asm-generic/resource.h). */
    public enum Resource {
        AS(INFINITY),
        DATA(INFINITY),
        STACK(8L << 20),
        MEMLOCK(8L << 20);

        private final long initial;

        Resource(long initial) {
            this.initial = initial;
        }

        /** The resource called {@code word}, with or without RLIMIT_; null if there is none. */
        public static @Nullable Resource byWord(String word) {
            String bare = word.startsWith("RLIMIT_") ? word.substring(7) : word;
            for (Resource resource : values()) {
                if (resource.name().equals(bare)) {
                    return resource;
                }
            }
            return null;
        }
    }

    private final long[] bytes;
    /** Whether the process is root's, who may have what is kept for him (CAP_SYS_ADMIN). */
    private boolean admin;

    RLimits() {
        bytes = new long[Resource.values().length];
        for (Resource resource : Resource.values()) {
            bytes[resource.ordinal()] = resource.initial;
        }
    }

    private RLimits(long[] bytes) {
        this.bytes = bytes;
    }

    RLimits copy() {
        RLimits copy = new RLimits(bytes.clone());
        copy.admin = admin;
        return copy;
    }

    /** The limit in bytes; {@link #INFINITY} for none. */
    public long get(Resource resource) {
        return bytes[resource.ordinal()];
    }

    public void set(Resource resource, long limit) {
        bytes[resource.ordinal()] = limit;
    }

    /** Whether the process is root's. */
    public boolean isAdmin() {
        return admin;
    }

    public void setAdmin(boolean value) {
        admin = value;
    }

    /** Whether so many pages are more than the limit. */
    boolean exceeded(Resource resource, long pages) {
        long limit = get(resource);
        return limit != INFINITY && pages > limit >>> 12;
    }

    void digest(Digest into) {
        for (long limit : bytes) {
            AddressSpace.fold(into, limit);
        }
        into.fold(admin ? 1 : 0);
    }
}
