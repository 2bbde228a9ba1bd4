package pagewalk.engine.proc;

import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.slab.SlabView;

/** /proc/slabinfo, version 2.1: a line a cache, newest first (mm/slab_common.c cache_show()). */
public final class Slabinfo {
    private static final String HEADER = "slabinfo - version: 2.1\n"
            + "# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab>"
            + " : tunables <limit> <batchcount> <sharedfactor>"
            + " : slabdata <active_slabs> <num_slabs> <sharedavail>\n";
    private static final int NAME_WIDTH = 17;

    private Slabinfo() {}

    public static String print(SlabView slabs) {
        StringBuilder text = new StringBuilder(HEADER);
        for (int i = slabs.caches() - 1; i >= 0; i--) {
            line(text, slabs, slabs.cache(i));
        }
        return text.toString();
    }

    private static void line(StringBuilder text, SlabView slabs, int cache) {
        CacheGeometry geometry = slabs.geometry(cache);
        String name = slabs.name(cache);
        int objects = slabs.objects(cache);
        text.append(name).append(" ".repeat(Math.max(0, NAME_WIDTH - name.length())));
        column(text, objects - slabs.nodeFree(cache), 6);
        column(text, objects, 6);
        column(text, geometry.size(), 6);
        column(text, geometry.objects(), 4);
        column(text, 1 << geometry.order(), 4);
        text.append(" : tunables    0    0    0 : slabdata");
        column(text, slabs.slabs(cache), 6);
        column(text, slabs.slabs(cache), 6);
        column(text, 0, 6);
        text.append('\n');
    }

    private static void column(StringBuilder text, int number, int width) {
        text.append(' ');
        ProcText.right(text, number, width);
    }
}
