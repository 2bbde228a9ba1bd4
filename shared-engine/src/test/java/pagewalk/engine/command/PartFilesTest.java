package pagewalk.engine.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import pagewalk.engine.Machine;
import pagewalk.engine.MachineConfig;
import pagewalk.engine.event.Events;

/** A program without parts must know their files, or it would say that they do not exist. */
final class PartFilesTest {
    /** What page frames and their free lists print: every program has it. */
    private static final List<String> OF_EVERY_PROGRAM = List.of("/proc/buddyinfo", "/proc/pagetypeinfo");

    @Test
    void everyOtherFileOfTheWholeMachineIsOfAPart() {
        Machine machine = Machine.boot(MachineConfig.linux(8192));
        for (String line : List.of("memblock_add base=0 size=4M", "a = kmalloc size=64", "compact_memory")) {
            Command command = ((Parsed.Ok) CommandText.parse(line)).command();
            assertTrue(machine.apply(command, Events.NONE).ok(), line);
        }
        List<String> files = machine.files();
        assertTrue(files.size() > 4, files.toString());
        for (String file : files) {
            assertEquals(!OF_EVERY_PROGRAM.contains(file), PartFiles.ofParts(file), file);
        }
    }

    @Test
    void theWholeMachineMissesNone() {
        assertFalse(PartFiles.missing("/proc/slabinfo"));
        assertFalse(PartFiles.missing("/proc/buddyinfo"));
    }
}
