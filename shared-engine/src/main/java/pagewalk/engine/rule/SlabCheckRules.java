package pagewalk.engine.rule;

/** The rules of writes that hit the wrong bytes, and of the checks that find them, in words. */
final class SlabCheckRules {
    static final RuleText RED_ZONE = new RuleText(
            "slab.check-red-zone",
            "The red zones around an object still have the byte of its state, or somebody wrote across its edge.",
            "mm/slub.c check_object()");
    static final RuleText POISON = new RuleText(
            "slab.check-poison",
            "A free object still is 0x6b up to its last byte, 0xa5, or somebody wrote to it after it was freed.",
            "mm/slub.c check_object()");
    static final RuleText PADDING = new RuleText(
            "slab.check-padding",
            "What lies between objects, and behind the last of a slab, still is 0x5a, or somebody wrote there.",
            "mm/slub.c slab_pad_check()");
    static final RuleText POINTER = new RuleText(
            "slab.check-pointer",
            "The free pointer of a free object leads to an object of its slab, or somebody wrote over it.",
            "mm/slub.c check_valid_pointer()");
    static final RuleText RESTORE = new RuleText(
            "slab.restore", "What was reported is repaired, so that it is reported once.", "mm/slub.c restore_bytes()");
    static final RuleText CHAIN_CUT = new RuleText(
            "slab.chain-cut",
            "A freelist ends at the pointer that leads nowhere; the free objects behind it are lost.",
            "mm/slub.c on_freelist()");
    static final RuleText WRITE_OFF = new RuleText(
            "slab.write-off",
            "A slab whose next object fails its check counts as full from now on, so that nobody touches the others.",
            "mm/slub.c alloc_debug_processing()");
    static final RuleText NOT_FREED = new RuleText(
            "slab.not-freed",
            "An object that fails its check is not freed: better to lose it than to hand it out again.",
            "mm/slub.c free_debug_processing()");
    static final RuleText WRITE =
            new RuleText("slab.write", "A write goes wherever its address says.", "lib/string.c memset()");
    static final RuleText WRITE_OWN = new RuleText(
            "slab.write-own",
            "An object in use is its user's, and any byte of it may change.",
            "lib/string.c memset()");
    static final RuleText WRITE_UNSEEN = new RuleText(
            "slab.write-unseen",
            "Nothing watches these bytes, so the mistake goes by unseen until something else breaks.",
            "lib/string.c memset()");
    static final RuleText WRITE_TRACE = new RuleText(
            "slab.write-trace",
            "These bytes have a value that the checks know, so the next check that looks here will report them.",
            "mm/slub.c init_object()");
    static final RuleText VALIDATE = new RuleText(
            "slab.validate",
            "Asked for, every object of a cache with debugging is looked at, in use or free.",
            "mm/slub.c validate_slab_cache()");
    static final RuleText OUTSIDE = new RuleText(
            "slab.write-outside",
            "A write begins in a slab or a large block of kmalloc() and ends there; other pages have no content.",
            "Pagewalk");
    static final RuleText LOST_POINTER = new RuleText(
            "slab.write-pointer",
            "Without checks Linux would follow the destroyed pointer at a later allocation and crash there; Pagewalk "
                    + "refuses the write.",
            "mm/slub.c get_freepointer()");

    private SlabCheckRules() {}
}
