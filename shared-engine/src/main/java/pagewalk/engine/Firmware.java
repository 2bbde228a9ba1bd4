package pagewalk.engine;

import pagewalk.engine.memblock.FirmwareMap;
import pagewalk.engine.util.Part;

/**
 * How a machine comes up: its firmware's map of memory, and what the command line of its kernel says of memory.
 *
 * @param map the map; {@link FirmwareMap#NONE} for a machine whose memory is given otherwise
 * @param booted whether memblock has handed free memory to the buddy lists before the first command
 * @param kernelcore bytes that are not to be ZONE_MOVABLE, 0 for all (kernelcore=)
 * @param movablecore bytes of ZONE_MOVABLE (movablecore=)
 * @param huge pages of 2 MiB that the pool of huge pages begins with (hugepages=)
 * @param gigantic pages of 1 GiB that it begins with (hugepagesz=1G hugepages=)
 */
public record Firmware(FirmwareMap map, boolean booted, long kernelcore, long movablecore, int huge, int gigantic) {
    public static final Firmware NONE = new Firmware(FirmwareMap.NONE, false, 0, 0, 0, 0);

    boolean given() {
        return !map.entries().isEmpty();
    }

    /** The words of a machine's text, each with a space before it. */
    @Part("memblock")
    String text() {
        return " e820=" + map.text()
                + (booted ? " booted=on" : "")
                + (kernelcore == 0 ? "" : " kernelcore=" + kernelcore)
                + (movablecore == 0 ? "" : " movablecore=" + movablecore);
    }
}
