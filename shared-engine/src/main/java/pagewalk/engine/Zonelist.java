package pagewalk.engine;

import java.util.List;
import pagewalk.engine.page.Gfp;
import pagewalk.engine.util.IntList;
import pagewalk.engine.zone.Zone;

/**
 * The order in which an allocation tries the zones: the first node's from the highest down, then the next node's
 * (mm/page_alloc.c build_zonelists()), and which of them a request may use (include/linux/gfp.h gfp_zone()).
 */
final class Zonelist {
    private final int[] order;
    private final int[] needs;
    private final int[] rejects;

    Zonelist(List<Zone> zones) {
        needs = new int[zones.size()];
        rejects = new int[zones.size()];
        IntList nodes = new IntList();
        for (int i = 0; i < needs.length; i++) {
            addNode(nodes, zones.get(i).node());
            if (i > 0) {
                restrict(i, zones.get(i).name());
            }
        }
        IntList places = new IntList();
        for (int n = 0; n < nodes.size(); n++) {
            for (int i = needs.length - 1; i >= 0; i--) {
                if (zones.get(i).node() == nodes.get(n)) {
                    places.add(i);
                }
            }
        }
        order = places.toArray();
    }

    /** Index of the highest kind of zone a request could use: 0 DMA, 1 DMA32, 2 Normal, 3 Movable (gfp_zone()). */
    static int highestZone(int gfp) {
        if ((gfp & Gfp.DMA) != 0) {
            return 0;
        }
        if ((gfp & Gfp.DMA32) != 0) {
            return 1;
        }
        return (gfp & (Gfp.HIGHMEM | Gfp.MOVABLE)) == (Gfp.HIGHMEM | Gfp.MOVABLE) ? 3 : 2;
    }

    int size() {
        return order.length;
    }

    /** Index of the zone tried at {@code place}. */
    int zone(int place) {
        return order[place];
    }

    /** Whether {@code gfp} may use the zone; the machine's first zone serves everybody. */
    boolean allows(int zone, int gfp) {
        return (gfp & needs[zone]) == needs[zone] && (gfp & rejects[zone]) == 0;
    }

    /** The first zone that {@code gfp} may use. */
    int first(int gfp) {
        for (int zone : order) {
            if (allows(zone, gfp)) {
                return zone;
            }
        }
        return 0;
    }

    private static void addNode(IntList nodes, int node) {
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) == node) {
                return;
            }
        }
        nodes.add(node);
    }

    private void restrict(int zone, String name) {
        switch (name) {
            case "DMA" -> {}
            case "DMA32" -> rejects[zone] = Gfp.DMA;
            case "HighMem" -> limit(zone, Gfp.HIGHMEM);
            case "Movable" -> limit(zone, Gfp.HIGHMEM | Gfp.MOVABLE);
            default -> limit(zone, 0);
        }
    }

    private void limit(int zone, int needed) {
        needs[zone] = needed;
        rejects[zone] = Gfp.DMA | Gfp.DMA32;
    }
}
