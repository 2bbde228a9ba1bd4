package pagewalk.engine.mm;

/** Where a program's parts lie without randomness (fs/binfmt_elf.c, arch/x86/mm/mmap.c). */
public final class Layout {
    /** Where a position-independent program is loaded, in bytes (ELF_ET_DYN_BASE). */
    public static final long PROGRAM = 0x555555554000L;

    /** Pages of a stack that nothing was pushed on yet: 128 KiB and the page of arguments (setup_arg_pages()). */
    static final int STACK_PAGES = 33;

    static final int STACK_FLAGS = VmFlags.READ
            | VmFlags.WRITE
            | VmFlags.MAYREAD
            | VmFlags.MAYWRITE
            | VmFlags.MAYEXEC
            | VmFlags.GROWSDOWN
            | VmFlags.ACCOUNT
            | VmFlags.SOFTDIRTY;

    /** Where the heap of a program without an image begins, in bytes. */
    private static final long HEAP = 0x555555559000L;

    private static final int STACK_POINTER_BELOW = 0x1000;

    private Layout() {}

    /** An address space without a program in it. */
    static void begin(AddressSpace mm) {
        mm.mmapBase = Places.mmapBase(mm.limits.get(RLimits.Resource.STACK));
        mm.startCode = PROGRAM;
        mm.endCode = PROGRAM;
        mm.startData = PROGRAM;
        mm.endData = PROGRAM;
        mm.startBrk = HEAP;
        mm.brk = HEAP;
        mm.startStack = (Places.TASK_PAGES << 12) - STACK_POINTER_BELOW;
    }
}
