package pagewalk.engine.reclaim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.Machine;
import pagewalk.engine.Play;
import pagewalk.engine.PressureBooks;
import pagewalk.engine.ReclaimInvariants;
import pagewalk.engine.ReclaimStream;
import pagewalk.engine.lru.VmStat.Count;
import pagewalk.engine.util.Xorshift;

/**
 * Many commands under pressure over many seeds. After every command all books are balanced: tables, frames, lists,
 * slots ({@link ReclaimInvariants}), and counters against what the events told ({@link PressureBooks}).
 *
 * <p>{@code -Dpagewalk.pressure.commands=N} sets how many in all (a million takes a quarter of an hour or more),
 * {@code -Dpagewalk.pressure.seed=N} the first seed.
 */
final class PressureMillionTest {
    private static final int COMMANDS = Integer.getInteger("pagewalk.pressure.commands", 12_000);
    private static final int SEED = Integer.getInteger("pagewalk.pressure.seed", 100);
    private static final int CONFIGS = 6;
    /** Commands of one seed: long enough for swap to fill and empty a few times. */
    private static final int OF_SEED = 2000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frames=512 reclaim=on",
                "frames=300 reclaim=on",
                "preset=linux frames=1024 watermarks=on reclaim=on",
                "preset=linux frames=600 watermarks=on percpu=on reclaim=on",
                "frames=400 reclaim=on tlb=on",
                "preset=linux frames=700 watermarks=on reclaim=on oom=on",
            })
    void theBooksBalance(String config) {
        int left = COMMANDS / CONFIGS;
        int out = 0;
        for (int seed = SEED; left > 0; seed++) {
            int commands = Math.min(left, OF_SEED);
            out += run(config, seed, commands);
            left -= commands;
        }
        assertTrue(out > 0, "something was swapped");
    }

    private static int run(String config, int seed, int commands) {
        Machine machine = Machine.boot(Play.config(config));
        ReclaimStream stream = new ReclaimStream(new Xorshift(0x3e11, seed), machine, 6);
        PressureBooks books = new PressureBooks(machine);
        for (int i = 0; i < commands && !books.stands(); i++) {
            String line = stream.next();
            try {
                books.apply(line);
                if (!books.stands()) {
                    ReclaimInvariants.check(machine);
                }
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError(config + ", seed " + seed + ", command " + i + ": " + line, wrong);
            }
        }
        assertEquals(machine.stateDigest(), machine.copy().stateDigest(), "a copy is the same");
        return Objects.requireNonNull(machine.processes().reclaim()).vec().stat.get(Count.PSWPOUT);
    }
}
