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
public final class Owners {
    private static final int NIL = -1;
    private static final int LO_BITS = 18;
    /** Small pages of a page, as powers of two: 4 KiB, 2 MiB, 1 GiB. */
    private static final int[] SHIFTS = {0, 9, 18};

    private Owners() {}

    /**
     * The pages that have the frame, in the order of the reverse map; none for frames that it does not know. A huge
     * page is known by its first frame.
     */
    public static List<Page> of(ProcessView view, int pfn) {
        List<Page> found = new ArrayList<>();
        int head = head(view, pfn);
        if (head == NIL) {
            return found;
        }
        FrameMaps frames = view.frames();
        int owner = frames.owner(head);
        if (owner == NIL || frames.is(head, FrameMaps.TABLE | FrameMaps.ZERO | FrameMaps.KERNEL)) {
            return found;
        }
        if (frames.is(head, FrameMaps.ANON)) {
            AnonVmas anons = view.state().anons();
            for (int link = anons.first(owner); link != NIL; link = anons.next(link)) {
                add(view, anons.vma(link), head, pfn, found);
            }
        } else {
            Files files = view.state().files();
            for (int i = 0; i < files.mappings(owner); i++) {
                add(view, files.mapping(owner, i), head, pfn, found);
            }
        }
        return found;
    }

    /** The frame by which processes know one: itself, or the first of the huge page it may be in; -1 for none. */
    private static int head(ProcessView view, int pfn) {
        for (int shift : SHIFTS) {
            int head = pfn & -(1 << shift);
            if (view.frames().isHeld(head)) {
                return head;
            }
        }
        return NIL;
    }

    /** Adds the page of a VMA that has the frame. Files in huge pages count by these, all others by small ones. */
    private static void add(ProcessView view, int vma, int head, int pfn, List<Page> to) {
        Vmas vmas = view.vmas();
        FrameMaps frames = view.frames();
        int pid = pidOf(view, vmas.mm(vma));
        if (pid == 0) {
            return;
        }
        long index = (long) frames.indexHi(head) << LO_BITS | frames.indexLo(head);
        for (int shift : SHIFTS) {
            long number = vmas.start(vma) + (index << shift) - vmas.pgoff(vma) + pfn - head;
            Page page = Page.of(pid, number);
            if (number >= vmas.start(vma) && number < vmas.end(vma) && page.frame(view) == pfn) {
                to.add(page);
                return;
            }
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
    public static String kind(ProcessView view, int pfn) {
        FrameMaps frames = view.frames();
        if (!frames.isHeld(pfn)) {
            int head = of(view, pfn).isEmpty() ? NIL : head(view, pfn);
            return view.tables().isTable(pfn)
                    ? "a page table"
                    : head == NIL
                            ? "no process maps it"
                            : "of the huge page from pfn " + head + " on: " + kind(view, head);
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
