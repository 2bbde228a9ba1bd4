package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.event.Events;

/** vm.lowmem_reserve_ratio, whose numbers the kernel's own file shows with tabs. */
final class ReserveRatioTest {
    private static final String PATH = "/proc/sys/vm/lowmem_reserve_ratio";

    /** Three zones: 3840 pages or so of DMA, 4 GiB less that of DMA32, 1 GiB of Normal. */
    private final Machine machine = Machine.boot(
            ((ConfigText.Result.Ok) ConfigText.parse("preset=linux frames=1310720 watermarks=on percpu=on")).config());

    @Test
    void beginsAsTheKernelsDoes() {
        assertEquals("256\t256\t32\t0\t0\n", machine.readFile(PATH));
        assertEquals(1_306_624 / 256, protection(0, 2));
        assertEquals(262_144 / 256, protection(1, 2));
    }

    @Test
    void isWrittenFromTheFirstNumberOn() {
        assertEquals("ok", echo("128,0"));
        assertEquals("128\t0\t32\t0\t0\n", machine.readFile(PATH));
        assertEquals(1_306_624 / 128, protection(0, 2));
        assertEquals(0, protection(1, 2));
        assertEquals("ok", echo("1,-7,32,0,9"));
        assertEquals("1\t0\t32\t0\t0\n", machine.readFile(PATH));
        assertEquals(1_306_624, protection(0, 2));
        assertEquals(protection(0, 2), machine.copy().memory().watermarks(0).lowmemReserve(2));
    }

    /** What a zone keeps, a request that could use a higher one does not get. */
    @Test
    void aRequestForNormalMemoryIsKeptFromDma() {
        echo("1");
        assertTrue(machine.readFile("/proc/zoneinfo").contains("protection: (0, 1044480, 1306624, 1306624"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "1,x", "1,,2", ",1", "1,2,3,4,5,6", "99999999999", "-", "1.5"})
    void refusesWhatIsNoListOfNumbers(String value) {
        String before = machine.digest();
        String refused = echo(value);
        assertTrue(refused.startsWith("refused EINVAL: " + PATH + " is 1 to 5 numbers below 2^31"), refused);
        assertTrue(refused.endsWith("this is " + value), refused);
        assertEquals("256\t256\t32\t0\t0\n", machine.readFile(PATH));
        assertEquals(1_306_624 / 256, protection(0, 2), before);
    }

    private int protection(int zone, int highest) {
        return machine.memory().watermarks(zone).lowmemReserve(highest);
    }

    private String echo(String value) {
        return machine.apply(Play.command("echo " + value + " > " + PATH), Events.NONE)
                .line();
    }
}
