package pagewalk.engine.rule;

/** The rules of transparent huge pages and of the files that set them, in words. */
final class ThpRules {
    static final RuleText SYS_FILE = new RuleText(
            "sysfs.file",
            "A file below /sys shows one setting; only those that the kernel made writable can be written.",
            "fs/sysfs/file.c sysfs_kf_write()");
    static final RuleText SYS_WRITE = new RuleText(
            "sysfs.write",
            "A value that the file does not take is EINVAL and changes nothing.",
            "mm/huge_memory.c enabled_store()");

    private ThpRules() {}
}
