package pagewalk.lab.paste;

import pagewalk.engine.Limits;

/** The commands that bring one mapping about: mapped, touched, and then with the rights and advice it shall have. */
final class MappingSteps {
    private static final int PAGE = 4096;

    private final Beginning begin;
    private final SmapsMapping mapping;
    private final MappingLine line;
    private final String file;
    private final boolean apart;
    private final String range;

    /**
     * The steps of one mapping.
     *
     * @param file the path that stands for the mapping's file, empty without one
     * @param apart whether the mapping before ends where this begins and could be one with it, but is not
     */
    MappingSteps(Beginning begin, SmapsMapping mapping, String file, boolean apart) {
        this.apart = apart && mapping.own() > 0;
        this.begin = begin;
        this.mapping = mapping;
        this.line = mapping.line;
        this.file = file;
        this.range = " addr=0x" + Long.toHexString(line.start()) + " len=" + (line.end() - line.start());
    }

    void run() {
        long own = mapping.own() + mapping.written();
        long read = line.hasFile() || line.shared() ? mapping.resident() - own : 0;
        boolean lacksWrite = own > 0 && !line.may('w');
        boolean lacksRead = read > 0 && !line.may('r');
        String rights = rights();
        boolean execute = line.may('x') != apart;
        String touched = lacksWrite || lacksRead || apart ? "rw" + (execute ? "x" : "") : rights;
        run("mmap pid=pasted" + range + " prot=" + touched + " flags=" + flags()
                + (file.isEmpty() ? "" : " file=" + file + " offset=" + line.offset()));
        long first = line.path().equals("[stack]") ? line.end() - own * PAGE : line.start();
        if (apart) {
            // Neighbours of other flags get an anon_vma each, and stay two (mm/mmap.c anon_vma_compatible()).
            advise("dontfork");
        }
        boolean ofFile = own + read > 0 && !file.isEmpty();
        if (ofFile) {
            // One page at a time, as the text says, and not those around it.
            advise("random");
        }
        touch("store", first, own);
        touch("load", first + own * PAGE, read);
        if (ofFile) {
            advise(mapping.flagged("rr") ? "random" : mapping.flagged("sr") ? "sequential" : "normal");
        }
        if (!touched.equals(rights)) {
            run("mprotect pid=pasted" + range + " prot=" + rights);
        }
        if (apart && !mapping.flagged("dc")) {
            advise("dofork");
        }
        finish();
    }

    private void finish() {
        if (mapping.locked()) {
            run("mlock pid=pasted" + range);
        }
        if (mapping.flagged("dc")) {
            advise("dontfork");
        }
        if (mapping.flagged("nh")) {
            advise("nohugepage");
        } else if (mapping.flagged("hg")) {
            advise("hugepage");
        }
    }

    private void run(String command) {
        begin.run(command, mapping.number);
    }

    private void advise(String word) {
        run("madvise pid=pasted" + range + " advice=" + word);
    }

    /** One access takes a limited number of bytes. */
    private void touch(String verb, long from, long pages) {
        long most = Limits.ACCESS_BYTES / PAGE;
        for (long done = 0; done < pages; done += most) {
            run(verb + " pid=pasted addr=0x" + Long.toHexString(from + done * PAGE) + " len="
                    + Math.min(most, pages - done) * PAGE);
        }
    }

    private String rights() {
        String rights = (line.may('r') ? "r" : "") + (line.may('w') ? "w" : "") + (line.may('x') ? "x" : "");
        return rights.isEmpty() ? "none" : rights;
    }

    private String flags() {
        return (line.shared() ? "shared" : "private")
                + (line.hasFile() ? "" : ",anon")
                + (mapping.flagged("gd") || line.path().equals("[stack]") ? ",growsdown" : "")
                + (mapping.flagged("nr") ? ",noreserve" : "")
                + ",fixed";
    }
}
