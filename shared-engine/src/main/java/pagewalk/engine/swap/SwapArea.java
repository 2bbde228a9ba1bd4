package pagewalk.engine.swap;

/**
 * What mkswap has written to the first page of a device or file (union swap_header).
 *
 * @param path where it is
 * @param slots pages, the header among them
 * @param label its name, empty for none
 * @param file whether it is a file and not a partition
 */
public record SwapArea(String path, int slots, String label, boolean file) {}
