package pagewalk.engine.proc;

import pagewalk.engine.filemap.HugeMemory;
import pagewalk.engine.ipc.Segment;
import pagewalk.engine.ipc.Segments;
import pagewalk.engine.mm.MmState;

/** /proc/sysvipc/shm: a segment a line (ipc/shm.c sysvipc_shm_proc_show()); users and times are 0. */
public final class SysvShm {
    private static final String HEADER =
            "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid      atime"
                    + "      dtime      ctime                   rss                  swap\n";
    private static final int PAGE_SHIFT = 12;

    private SysvShm() {}

    public static String print(MmState state) {
        StringBuilder text = new StringBuilder(HEADER);
        Segments segments = state.segments();
        for (int place = 0; place < segments.places(); place++) {
            Segment segment = segments.at(place);
            if (segment != null) {
                line(text, state, segment);
            }
        }
        return text.toString();
    }

    private static void line(StringBuilder text, MmState state, Segment segment) {
        int file = segment.file();
        HugeMemory huge = state.files().huge(file);
        long resident = (long) state.files().cached(file) << PAGE_SHIFT + (huge == null ? 0 : huge.order());
        column(text, Integer.toString(segment.key()), 10).append(' ');
        column(text, segment.id(), 10).append("  ");
        column(text, segment.isRemoved() ? 1000 : 0, 4).append(' ');
        column(text, segment.bytes(), 21).append("     0     0  ");
        column(text, state.files().mappings(file), 5);
        text.append("     0     0     0     0          0          0          0 ");
        column(text, resident, 21).append(' ');
        column(text, 0, 21).append('\n');
    }

    private static StringBuilder column(StringBuilder text, long number, int width) {
        return column(text, Long.toUnsignedString(number), width);
    }

    private static StringBuilder column(StringBuilder text, String word, int width) {
        ProcText.right(text, word, width);
        return text;
    }
}
