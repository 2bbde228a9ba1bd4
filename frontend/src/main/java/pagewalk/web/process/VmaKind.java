package pagewalk.web.process;

/** What a VMA is to the program; the sign tells kinds apart where there is no room for words. */
enum VmaKind {
    TEXT("text", "T"),
    RODATA("rodata", "R"),
    DATA("data", "D"),
    BSS("bss", "B"),
    BSS_AND_HEAP("bss and heap", "BH"),
    HEAP("heap", "H"),
    STACK("stack", "S"),
    ANONYMOUS("anonymous", "A"),
    PRIVATE_FILE("file, private", "F"),
    SHARED_FILE("file, shared", "⇄F"),
    SHARED("shared memory", "⇄"),
    SEGMENT("System V segment", "⇄S"),
    VDSO("vdso", "V"),
    VVAR("vvar", "v");

    private final String word;
    private final String sign;

    VmaKind(String word, String sign) {
        this.word = word;
        this.sign = sign;
    }

    String word() {
        return word;
    }

    String sign() {
        return sign;
    }

    /** Whether what one process writes is what others read. */
    boolean isShared() {
        return this == SHARED_FILE || this == SHARED || this == SEGMENT;
    }
}
