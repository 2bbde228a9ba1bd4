package pagewalk.engine;

import pagewalk.engine.command.AreaCommand;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.command.ReclaimCommand;

/**
 * The file of vm.lowmem_reserve_ratio, a knob of several numbers: how much of the zones above a zone keeps from
 * requests that could use those, one part in so many. Written as {@code echo 256,256,32 > PATH}, one word here where a
 * shell would quote them; missing ones stay.
 */
final class ReserveRatio {
    static final String PATH = "/proc/sys/vm/lowmem_reserve_ratio";
    /** DMA, DMA32, Normal, Movable, and Device, which never has pages here. */
    private static final int NUMBERS = 5;

    private ReserveRatio() {}

    static boolean isWrittenBy(AreaCommand command) {
        return command instanceof ReclaimCommand.Echo echo && echo.path().equals(PATH);
    }

    static String print(ZoneKnobs zones) {
        StringBuilder text = new StringBuilder();
        for (int part : zones.reserveRatio()) {
            text.append(part).append('\t');
        }
        return text.append("0\n").toString();
    }

    /** Takes one to five numbers; those below 1 count as 0, which keeps nothing. */
    static Reply write(ZoneKnobs zones, String value) {
        int[] ratio = zones.reserveRatio().clone();
        int count = 0;
        for (int from = 0; from < value.length(); count++) {
            int comma = value.indexOf(',', from);
            int end = comma < 0 ? value.length() : comma;
            boolean negative = value.charAt(from) == '-';
            int number = Numbers.parse(value.substring(negative ? from + 1 : from, end));
            if (number < 0 || count == NUMBERS) {
                return new Reply.Refused(SysFolder.wrong(PATH, "1 to 5 numbers below 2^31, joined by commas", value));
            }
            if (count < ratio.length) {
                ratio[count] = negative ? 0 : number;
            }
            from = end + 1;
        }
        zones.setReserveRatio(ratio);
        return new Reply.Done();
    }
}
