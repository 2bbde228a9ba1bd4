package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.util.Xorshift;

/**
 * Seeded command lines for vmalloc() and ioremap(): areas of all sizes taken and given back in waves, devices that need
 * aligned holes or nearly all addresses, single frames between them, and mistakes of every kind.
 */
public final class VmallocStream {
    private static final String DEVICES = "0x100000000000";

    private final Xorshift random;
    private final int frames;
    private final List<String> areas = new ArrayList<>();
    private final List<String> devices = new ArrayList<>();
    private final List<String> pages = new ArrayList<>();
    private int named;
    private boolean filling = true;

    public VmallocStream(Xorshift random, int frames) {
        this.random = random;
        this.frames = frames;
    }

    public String next() {
        int roll = random.below(100);
        if (random.below(60) == 0) {
            filling = !filling;
        }
        if (roll < 6) {
            return mistake();
        }
        if (roll < 16) {
            return single();
        }
        if (roll < 40) {
            return device();
        }
        if (roll < 41) {
            return "cat /proc/vmallocinfo";
        }
        if (areas.isEmpty() || random.below(100) < (filling ? 70 : 25)) {
            String name = "v" + named++;
            areas.add(name);
            int most = random.below(12) == 0 ? frames : Math.max(2, frames / 20);
            return name + " = vmalloc size=" + (1 + random.below(most * 4096));
        }
        return "vfree " + areas.remove(random.below(areas.size()));
    }

    private String single() {
        if (pages.isEmpty() || random.below(100) < (filling ? 60 : 30)) {
            String name = "p" + named++;
            pages.add(name);
            return name + " = alloc_pages order=" + random.below(3);
        }
        return "free_pages " + pages.remove(random.below(pages.size()));
    }

    private String device() {
        if (devices.isEmpty() || random.below(100) < (filling ? 60 : 35)) {
            String name = "d" + named++;
            devices.add(name);
            boolean giant = random.below(25) == 0;
            String size = giant
                    ? (1 + random.below(3000)) + "G"
                    : Integer.toString(1 + random.below(1 << (8 + random.below(14))));
            return name + " = ioremap phys_addr=" + DEVICES.substring(0, 11) + random.below(10) + random.below(10)
                    + random.below(10) + " size=" + size;
        }
        return "iounmap " + devices.remove(random.below(devices.size()));
    }

    private String mistake() {
        String any = (random.below(2) == 0 ? "v" : "d") + random.below(named + 1);
        return switch (random.below(13)) {
            case 0 -> "vmalloc size=0";
            case 1 -> "vmalloc size=0xffffffffffffffff";
            case 2 -> "vmalloc size=" + (frames + 1) * 4096L;
            case 3 -> "vfree nobody";
            case 4 -> "vfree addr=" + random.below(2) * 12345;
            case 5 -> "vfree addr=0xffffc9000000" + random.below(10) + "00" + random.below(2);
            case 6 -> "iounmap addr=0xffffc9000000" + random.below(10) + "000";
            case 7 -> "ioremap phys_addr=" + random.below(frames * 4096) + " size=64";
            case 8 -> "ioremap phys_addr=0x400000000000 size=1";
            case 9 -> "ioremap phys_addr=" + DEVICES + " size=0";
            case 10 -> "free_pages pfn=" + random.below(frames);
            case 11 -> "iounmap " + any;
            default -> "vfree " + any;
        };
    }
}
