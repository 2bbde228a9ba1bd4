package pagewalk.engine;

import pagewalk.engine.command.ProcessCommand;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.AddressSpace;
import pagewalk.engine.mm.Layout;
import pagewalk.engine.mm.SystemCalls;
import pagewalk.engine.mm.SystemCalls.Segment;
import pagewalk.engine.mm.VmFlags;
import pagewalk.engine.mm.Vmas;
import pagewalk.engine.task.Tasks;

/** Files, and programs that are loaded from them as an ELF image would be (fs/binfmt_elf.c). */
final class Programs {
    private static final int NIL = -1;
    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_MASK = (1 << PAGE_SHIFT) - 1;
    private static final int VVAR_PAGES = 4;
    private static final int VDSO_PAGES = 2;
    private static final long MOST_BYTES = (long) Limits.FILE_PAGES << PAGE_SHIFT;

    private final SystemCalls calls;
    private final Tasks tasks;

    Programs(SystemCalls calls, Tasks tasks) {
        this.calls = calls;
        this.tasks = tasks;
    }

    /** Makes a file of data, or a program: a page of headers, then its parts, each in pages of its own. */
    Reply create(ProcessCommand.Creat command) {
        Files files = calls.state().files();
        if (files.byPath(command.path()) != NIL) {
            return refused(new Refusal(Reason.FILE_THERE, 0, 0, 0, command.path()));
        }
        ProcessCommand.Image image = command.image();
        boolean fits = image == null
                ? fits(command.size())
                : fits(image.code()) && fits(image.rodata()) && fits(image.data()) && fits(image.bss());
        if (!fits || files.onDisk() >= Limits.FILES) {
            String why = fits
                    ? "there are " + Limits.FILES + " files already"
                    : "a file, and each part of it, has at most " + MOST_BYTES + " bytes";
            return refused(new Refusal(Reason.VM_ARGUMENT, 0, 0, 0, why));
        }
        if (image == null) {
            int pages = (int) pages(command.size());
            return new Reply.FileMade(files.inode(files.create(command.path(), pages)), pages);
        }
        int pages = (int) (1 + pages(image.code()) + pages(image.rodata()) + pages(image.data()));
        long[] parts = {image.code(), image.rodata(), image.data(), image.bss()};
        return new Reply.FileMade(files.inode(files.createProgram(command.path(), pages, parts)), pages);
    }

    private static boolean fits(long bytes) {
        return bytes >= 0 && bytes <= MOST_BYTES / 4;
    }

    private static long pages(long bytes) {
        return bytes + PAGE_MASK >>> PAGE_SHIFT;
    }

    /**
     * Replaces what a process runs: a new address space with the program, the vdso and a stack, and the old one goes.
     */
    Reply execve(int pid, String path) {
        Files files = calls.state().files();
        int file = files.byPath(path);
        if (file == NIL) {
            return refused(new Refusal(Reason.FILE_MISSING, 0, 0, 0, path));
        }
        long[] image = files.image(file);
        if (image == null) {
            return refused(new Refusal(Reason.EXEC_FORMAT, 0, 0, 0, path));
        }
        long writable = pages(image[2]) + pages(image[3]);
        long all = 1 + pages(image[0]) + pages(image[1]) + writable + VVAR_PAGES + VDSO_PAGES;
        Refusal no = calls.mayBegin(tasks.space(pid).limits(), all, writable);
        if (no != null) {
            return refused(no);
        }
        AddressSpace mm = calls.begin(tasks.space(pid).limits());
        load(mm, file, image);
        calls.pushArguments(mm);
        tasks.count(pid, calls.minorFaults(), calls.majorFaults());
        tasks.replace(pid, mm, path.substring(path.lastIndexOf('/') + 1));
        return new Reply.Loaded(pid, mm.startCode(), mm.startBrk());
    }

    private void load(AddressSpace mm, int file, long[] image) {
        long page = Layout.PROGRAM >>> PAGE_SHIFT;
        int read = VmFlags.READ;
        calls.image(mm, new Segment(page, 1, read, file, 0, Vmas.ORDINARY));
        long at = page + 1;
        at = part(mm, at, image[0], read | VmFlags.EXEC, file);
        long endCode = (page + 1 << PAGE_SHIFT) + image[0];
        at = part(mm, at, image[1], read, file);
        long data = at << PAGE_SHIFT;
        at = part(mm, at, image[2], read | VmFlags.WRITE, file);
        long endData = data + image[2];
        long bssEnd = pages(endData + image[3]);
        if (bssEnd > at) {
            calls.image(mm, new Segment(at, bssEnd - at, read | VmFlags.WRITE, NIL, 0, Vmas.ORDINARY));
            at = bssEnd;
        }
        calls.places(mm, new long[] {page + 1 << PAGE_SHIFT, endCode, data, endData, at << PAGE_SHIFT});
        long kernel = calls.findPlace(mm, VVAR_PAGES + VDSO_PAGES);
        calls.image(mm, new Segment(kernel, VVAR_PAGES, read, NIL, 0, Vmas.VVAR));
        int codeRights = read | VmFlags.EXEC;
        calls.image(mm, new Segment(kernel + VVAR_PAGES, VDSO_PAGES, codeRights, NIL, VVAR_PAGES, Vmas.VDSO));
    }

    /** Maps one part from the place in the file that it has in memory; returns the page behind it. */
    private long part(AddressSpace mm, long page, long bytes, int prot, int file) {
        long pages = pages(bytes);
        if (pages > 0) {
            long offset = page - (Layout.PROGRAM >>> PAGE_SHIFT);
            calls.image(mm, new Segment(page, pages, prot, file, offset, Vmas.ORDINARY));
        }
        return page + pages;
    }

    private static Reply refused(Refusal refusal) {
        return new Reply.Refused(refusal);
    }
}
