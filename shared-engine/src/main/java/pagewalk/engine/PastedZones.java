package pagewalk.engine;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.proc.Buddyinfo;
import pagewalk.engine.zone.FreeLists;
import pagewalk.engine.zone.ZoneCounts;

/** The zones of a pasted /proc/buddyinfo as a machine's text has them: {@code node:zone:count,count,...;...}. */
final class PastedZones {
    private PastedZones() {}

    /** The zones; none, with the first element of {@code trouble} set, if the text is not such a list. */
    static List<ZoneCounts> parse(String text, String[] trouble) {
        List<ZoneCounts> found = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int semicolon = text.indexOf(';', from);
            int end = semicolon < 0 ? text.length() : semicolon;
            ZoneCounts zone = zone(text.substring(from, end));
            if (zone == null || found.size() == Limits.ZONES) {
                trouble[0] = "buddyinfo is at most " + Limits.ZONES
                        + " zones as node:zone:11 counts with commas, parted by ;";
                return List.of();
            }
            found.add(zone);
            from = end + 1;
        }
        if (MachineConfig.spanned(found) > Limits.FRAMES) {
            trouble[0] = Buddyinfo.TOO_LARGE;
            return List.of();
        }
        return found;
    }

    private static @Nullable ZoneCounts zone(String text) {
        int first = text.indexOf(':');
        int second = first < 0 ? -1 : text.indexOf(':', first + 1);
        if (second < 0 || !ZoneCounts.isZoneName(text.substring(first + 1, second))) {
            return null;
        }
        int node = Numbers.parse(text.substring(0, first));
        List<Integer> counts = new ArrayList<>();
        int from = second + 1;
        while (from <= text.length() && counts.size() <= FreeLists.ORDERS) {
            int comma = text.indexOf(',', from);
            int end = comma < 0 ? text.length() : comma;
            int count = Numbers.parse(text.substring(from, end));
            if (count < 0 || count > Limits.FRAMES) {
                return null;
            }
            counts.add(count);
            from = end + 1;
        }
        boolean good = node >= 0 && counts.size() == FreeLists.ORDERS;
        return good ? new ZoneCounts(node, text.substring(first + 1, second), counts) : null;
    }
}
