package pagewalk.engine.compaction;

import pagewalk.engine.digest.Digest;

/** Pages that compaction counted since boot, as /proc/vmstat has them; a sum past 2^31 wraps. */
public final class CompactionCounts {
    private int success;
    private int fail;
    private int migrateScanned;
    private int freeScanned;
    private int isolated;
    private int daemonMigrateScanned;
    private int daemonFreeScanned;

    CompactionCounts() {}

    /** These counts at this moment. */
    public CompactionCounts copy() {
        CompactionCounts copy = new CompactionCounts();
        copy.success = success;
        copy.fail = fail;
        copy.migrateScanned = migrateScanned;
        copy.freeScanned = freeScanned;
        copy.isolated = isolated;
        copy.daemonMigrateScanned = daemonMigrateScanned;
        copy.daemonFreeScanned = daemonFreeScanned;
        return copy;
    }

    void add(CompactControl run) {
        success += run.moved;
        fail += run.failed;
        migrateScanned += run.migrateScanned;
        freeScanned += run.freeScanned;
        isolated += run.isolated;
    }

    void addDaemon(CompactControl run) {
        daemonMigrateScanned += run.migrateScanned;
        daemonFreeScanned += run.freeScanned;
    }

    /** Pages moved (pgmigrate_success). */
    public int success() {
        return success;
    }

    /** Pages that found no place (pgmigrate_fail). */
    public int fail() {
        return fail;
    }

    /** Pages that migrate scanners passed (compact_migrate_scanned). */
    public int migrateScanned() {
        return migrateScanned;
    }

    /** Pages that free scanners passed (compact_free_scanned). */
    public int freeScanned() {
        return freeScanned;
    }

    /** Pages that either scanner took (compact_isolated). */
    public int isolated() {
        return isolated;
    }

    /** Of {@link #migrateScanned} what kcompactd did (compact_daemon_migrate_scanned). */
    public int daemonMigrateScanned() {
        return daemonMigrateScanned;
    }

    /** Of {@link #freeScanned} what kcompactd did (compact_daemon_free_scanned). */
    public int daemonFreeScanned() {
        return daemonFreeScanned;
    }

    void digest(Digest into) {
        into.fold(success, fail, migrateScanned, freeScanned, isolated);
        into.fold(daemonMigrateScanned);
        into.fold(daemonFreeScanned);
    }
}
