package pagewalk.engine;

/** Every limit a door enforces, in one place; a refusal names the limit and the value. */
public final class Limits {
    /** Most page frames of one machine: 64 GiB of 4 KiB pages; labs use 64 to 4096. */
    public static final int FRAMES = 16 * 1024 * 1024;
    /** Most processors of a machine. */
    public static final int CPUS = 8;
    /** Longest command line, in characters. */
    public static final int LINE_CHARS = 1_000;
    /** Longest name of a result. */
    public static final int NAME_CHARS = 64;
    /** Most caches of objects at one time, those of kmalloc() among them. */
    public static final int CACHES = 256;
    /** Most memory pools at one time, and most elements that one keeps in reserve. */
    public static final int POOLS = 64;

    public static final int POOL_ELEMENTS = 4_096;
    /** Most bytes that one memset() writes. */
    public static final int MEMSET_BYTES = 4_096;
    /** Most runs of wrongly written bytes that the object allocator remembers. */
    public static final int STAINS = 1_000;
    /** Most processes at one time, zombies among them. */
    public static final int PROCESSES = 256;
    /** Most files, and most pages of one. */
    public static final int FILES = 256;

    public static final int FILE_PAGES = 1 << 24;
    /** Most bytes that one load, store or fetch touches. */
    public static final int ACCESS_BYTES = 1 << 28;
    /** Most bytes of headers and links that the heaps of a machine's processes keep, all together. */
    public static final int HEAP_BYTES = 24 * 1024 * 1024;
    /** Most pointers that a leak report names. */
    public static final int LEAKS = 1_000;
    /** Most commands in one session. */
    public static final int COMMANDS = 100_000;
    /** Most events that a session's log keeps for stepping. */
    public static final int EVENTS = 4_000_000;
    /** Longest session file, journal or pasted state, in characters. */
    public static final int SESSION_CHARS = 2_000_000;
    /** Longest pasted or read machine description. */
    public static final int CONFIG_CHARS = 20_000;
    /** Most zones in a pasted /proc/buddyinfo. */
    public static final int ZONES = 16;
    /** Bytes of machine copies that one timeline keeps for stepping back, beside the machine itself. */
    public static final int CHECKPOINT_BYTES = 48 * 1024 * 1024;
    /** Most commands in one journal append. */
    public static final int BATCH_COMMANDS = 2_000;

    /** Most page frames of a machine that a room shares: 4 GiB. */
    public static final int ROOM_FRAMES = 1024 * 1024;
    /** Most commands on one machine of a room; a push begins a new one. */
    public static final int ROOM_COMMANDS = 20_000;
    /** Longest message of a member of a room, in characters. */
    public static final int ROOM_MESSAGE_CHARS = 4_096;
    /** Longest message of an instructor, which may carry a machine. */
    public static final int CONTROL_MESSAGE_CHARS = 60_000;
    /** Bytes of machines that a server keeps live for its rooms and walls; others are made again when needed. */
    public static final int LIVE_MACHINE_BYTES = 128 * 1024 * 1024;

    private Limits() {}
}
