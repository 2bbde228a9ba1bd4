package pagewalk.web.process;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.rmap.AnonVmas;
import pagewalk.engine.rmap.FrameMaps;
import pagewalk.engine.task.Task;
import pagewalk.engine.view.ProcessView;

/** Who maps a frame, found as the kernel finds them: by its anon_vma, or by the VMAs of its file. */
final class Owners {
    private static final int NIL = -1;
    private static final int LO_BITS = 18;

    private Owners() {}

    /** The pages that have the frame, in the order of the reverse map; none for frames that it does not know. */
    static List<Page> of(ProcessView view, int pfn) {
        List<Page> found = new ArrayList<>();
        FrameMaps frames = view.frames();
        if (!frames.isHeld(pfn)) {
            return found;
        }
        int owner = frames.owner(pfn);
        if (frames.is(pfn, FrameMaps.ANON) && owner != NIL) {
            AnonVmas anons = view.state().anons();
            for (int link = anons.first(owner); link != NIL; link = anons.next(link)) {
                add(view, anons.vma(link), pfn, found);
            }
        } else if (frames.is(pfn, FrameMaps.FILE | FrameMaps.SHMEM) && owner != NIL) {
            Files files = view.state().files();
            for (int i = 0; i < files.mappings(owner); i++) {
                add(view, files.mapping(owner, i), pfn, found);
            }
        }
        return found;
    }

    private static void add(ProcessView view, int vma, int pfn, List<Page> to) {
        Vmas vmas = view.vmas();
        FrameMaps frames = view.frames();
        long index = (long) frames.indexHi(pfn) << LO_BITS | frames.indexLo(pfn);
        long number = vmas.start(vma) + index - vmas.pgoff(vma);
        int pid = pidOf(view, vmas.mm(vma));
        if (pid == 0 || number < vmas.start(vma) || number >= vmas.end(vma)) {
            return;
        }
        Page page = Page.of(pid, number);
        if (page.frame(view) == pfn) {
            to.add(page);
        }
    }

    /** The process with an address space; 0 if none has it. */
    static int pidOf(ProcessView view, int mm) {
        for (int pid = 1; pid < view.nextPid(); pid++) {
            Task task = view.task(pid);
            if (task != null && task.mm() == mm) {
                return pid;
            }
        }
        return 0;
    }

    /** What a frame of the machine is to processes, in words. */
    static String kind(ProcessView view, int pfn) {
        FrameMaps frames = view.frames();
        if (!frames.isHeld(pfn)) {
            return view.tables().isTable(pfn) ? "a page table" : "no process maps it";
        }
        if (frames.is(pfn, FrameMaps.ZERO)) {
            return "the page of zeros that everybody reads; it has no map count";
        }
        if (frames.is(pfn, FrameMaps.KERNEL)) {
            return "a page of the kernel that programs may see";
        }
        String words = frames.is(pfn, FrameMaps.ANON)
                ? "anonymous"
                : "page " + frames.indexLo(pfn) + " of " + view.state().files().path(frames.owner(pfn));
        int count = frames.mapCount(pfn);
        words += ", mapped by " + count + (count == 1 ? " entry" : " entries");
        if (frames.is(pfn, FrameMaps.ANON)) {
            words += frames.is(pfn, FrameMaps.EXCLUSIVE) ? ", exclusive" : count > 1 ? ", a write copies it" : "";
        }
        return words;
    }
}
