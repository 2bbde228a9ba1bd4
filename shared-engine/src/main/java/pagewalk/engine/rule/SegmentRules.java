package pagewalk.engine.rule;

/** The rules of segments and small page tables, in words. */
final class SegmentRules {
    private static final String OURS = "Pagewalk";

    static final RuleText SPACE = new RuleText(
            "segment.space",
            "A new address space takes the place of the old one; nothing of it is mapped at first.",
            OURS);
    static final RuleText REGISTERS = new RuleText(
            "segment.registers",
            "Only the operating system sets base and limit; the hardware keeps them in registers and asks "
                    + "nothing else.",
            OURS);
    static final RuleText TOP_BIT = new RuleText(
            "segment.top-bit", "The highest bit of an address says which of the two segments it is in.", OURS);
    static final RuleText WITHIN = new RuleText(
            "segment.within",
            "The offset is within the limit: below it, or for a segment that grows downwards no further from its top.",
            OURS);
    static final RuleText BEYOND = new RuleText(
            "segment.beyond", "The offset is beyond the limit: the hardware traps, and nothing is translated.", OURS);
    static final RuleText ADD_BASE =
            new RuleText("segment.add-base", "The physical address is the base and the offset.", OURS);
    static final RuleText DOWNWARDS = new RuleText(
            "segment.downwards",
            "In a segment that grows downwards the physical address is the base less the distance from the top.",
            OURS);
    static final RuleText PAST_MEMORY = new RuleText(
            "segment.past-memory",
            "The hardware compares with the limit alone; that the segment lies in memory is the system's business.",
            OURS);
    static final RuleText CUT = new RuleText(
            "segment.cut",
            "The low bits of an address are the offset in its page, the others the number of the page.",
            OURS);
    static final RuleText LINEAR = new RuleText(
            "segment.linear-entry",
            "The number of the page is the index in the table; the highest bit of the entry says that it is valid.",
            OURS);
    static final RuleText DIRECTORY = new RuleText(
            "segment.directory-entry",
            "The high part of the page's number is the index in the directory, whose entry names the page of a table.",
            OURS);
    static final RuleText TABLE = new RuleText(
            "segment.table-entry",
            "The low part of the page's number is the index in the table, whose entry names the frame.",
            OURS);
    static final RuleText NOT_VALID = new RuleText(
            "segment.not-valid", "The valid bit is clear: there is no page here, and the access faults.", OURS);
    static final RuleText JOIN =
            new RuleText("segment.join", "The physical address is the frame's number followed by the offset.", OURS);
    static final RuleText MAP =
            new RuleText("segment.map", "The entry of the page gets the frame and the valid bit.", OURS);
    static final RuleText NEW_TABLE = new RuleText(
            "segment.new-table",
            "The directory has a table only where something is mapped; the first page there brings a table.",
            OURS);
    static final RuleText UNMAP = new RuleText(
            "segment.unmap", "The entry is made invalid; a table without a valid entry goes back as well.", OURS);
    static final RuleText CONTENTS = new RuleText(
            "segment.contents", "Pages that hold no entries have contents of their own, which a load reads.", OURS);
    static final RuleText BEGIN = new RuleText("segment.begin", "There is no address space before seg_init.", OURS);
    static final RuleText SETTING = new RuleText(
            "segment.setting", "Sizes, registers and pages have to suit each other and the scheme of the space.", OURS);
    static final RuleText OTHER_SCHEME = new RuleText(
            "segment.other-scheme",
            "Registers belong to spaces without pages, entries and contents to those with.",
            OURS);
    static final RuleText OUTSIDE =
            new RuleText("segment.outside", "A program cannot make an address outside its address space.", OURS);
    static final RuleText PAGE = new RuleText(
            "segment.page",
            "A page is mapped, written or made a table only where it exists and is not spoken for.",
            OURS);

    private SegmentRules() {}
}
