package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.command.Command;
import pagewalk.engine.command.PageRef;
import pagewalk.engine.event.Events;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.view.MemoryView;

/**
 * A million commands in all, over many seeds, against a shadow that only knows who holds which frame. After every
 * command: nobody got a frame twice, and free, kept, held and reserved frames are all there are; in small machines
 * all invariants
 * too, in others now and then. {@code -Dpagewalk.stream.commands=N} sets how many.
 */
final class MillionCommandsTest {
    private static final int COMMANDS = Integer.getInteger("pagewalk.stream.commands", 1_000_000);
    private static final int SEEDS = 50;
    private static final int INVARIANTS_EVERY = 250;
    /** Frames of machines that are looked at whole after every command. */
    private static final int SMALL = 128;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "frames=64",
                "frames=97 start_pfn=1 percpu=on cpus=2",
                "frames=2560 migratetypes=on percpu=on cpus=4",
                "preset=linux frames=6000 watermarks=on percpu=on cpus=3",
                "e820=0x0-0x9fbff:usable,0x100000-0x1fdcfff:usable,0x2000000-0x27fffff:usable booted=on percpu=on"
                        + " watermarks=on cpus=2"
            })
    void everyFrameHasOneOwner(String config) {
        int commands = COMMANDS / 5 / SEEDS;
        for (int seed = 0; seed < SEEDS; seed++) {
            new Shadow(Machine.boot(Play.config(config))).run(config, seed, commands);
        }
    }

    /** Who holds which frame. */
    private static final class Shadow {
        /** Which frames commands hold: the order of the block at its first frame, and -2 at the others; -1 for none. */
        private final int[] held;

        private final Machine machine;
        private final int first;
        private int pages;

        Shadow(Machine machine) {
            this.machine = machine;
            first = machine.memory().startPfn();
            held = new int[machine.memory().frames()];
            Arrays.fill(held, -1);
        }

        void run(String config, int seed, int commands) {
            LayersStream stream = new LayersStream(new Xorshift(5, seed), machine);
            int all = present();
            for (int i = 0; i < commands; i++) {
                String line = stream.next();
                Command command = Play.command(line);
                int freed = command instanceof Command.FreePages back ? pfn(back.page()) : -1;
                Reply reply = machine.apply(command, Events.NONE);
                if (reply instanceof Reply.Allocated got) {
                    hold(got.pfn(), got.order());
                } else if (command instanceof Command.FreePages free) {
                    boolean ours = freed >= first && freed < first + held.length && held[freed - first] >= 0;
                    boolean done =
                            ours && free.cpu() < machine.config().layers().cpus();
                    assertEquals(done, reply.ok(), line);
                    if (done) {
                        release(freed);
                    }
                }
                assertEquals(all, free() + pages, () -> "seed " + seed + " on " + config + ": " + line);
                if (held.length < SMALL || i % INVARIANTS_EVERY == 0) {
                    Invariants.betweenCommands(machine);
                    stateAgrees();
                }
            }
            stateAgrees();
        }

        private void hold(int pfn, int order) {
            assertEquals(0, pfn & (1 << order) - 1, "aligned");
            for (int at = pfn - first; at < pfn - first + (1 << order); at++) {
                assertEquals(-1, held[at], "held already");
                held[at] = -2;
            }
            held[pfn - first] = order;
            pages += 1 << order;
        }

        private void release(int pfn) {
            int order = held[pfn - first];
            Arrays.fill(held, pfn - first, pfn - first + (1 << order), -1);
            pages -= 1 << order;
        }

        /** Every frame is what the shadow says of it. */
        private void stateAgrees() {
            MemoryView view = machine.memory();
            for (int i = 0; i < held.length; i++) {
                assertEquals(held[i] != -1, view.state(first + i) == MemoryView.ALLOCATED);
                assertFalse(held[i] != -1 && view.reserved(first + i));
            }
        }

        private int present() {
            int present = 0;
            MemoryView view = machine.memory();
            for (int pfn = view.startPfn(); pfn < view.endPfn(); pfn++) {
                present += view.state(pfn) == MemoryView.ABSENT || view.reserved(pfn) ? 0 : 1;
            }
            assertTrue(present > 0);
            return present;
        }

        private int free() {
            MemoryView view = machine.memory();
            int free = view.freePages();
            for (int zone = 0; zone < view.zones(); zone++) {
                for (int cpu = 0; cpu < view.cpus(zone); cpu++) {
                    free += view.perCpu(zone, cpu).count();
                }
            }
            return free;
        }

        private int pfn(PageRef page) {
            return switch (page) {
                case PageRef.Named named -> machine.names().pfn(named.name());
                case PageRef.Pfn frame -> frame.pfn();
            };
        }
    }
}
