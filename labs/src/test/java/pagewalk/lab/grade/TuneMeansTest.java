package pagewalk.lab.grade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import pagewalk.lab.content.LabFault;
import pagewalk.lab.content.LabFaults;
import pagewalk.lab.content.LabFiles;
import pagewalk.lab.model.PartRun;
import pagewalk.lab.model.PartSpec;
import pagewalk.lab.model.TuneTrial;

/** What may be done in a tune part: knobs by number, files by word, and commands. */
class TuneMeansTest {
    private static final String ENABLED = "/sys/kernel/mm/transparent_hugepage/enabled";
    private static final PartSpec.Means BOTH = new PartSpec.Means(
            List.of(
                    new PartSpec.Knob("vm.swappiness", 10, 90, List.of()),
                    new PartSpec.Knob(ENABLED, 0, 0, List.of("always", "never"))),
            List.of("exit", "swapon path=/dev/vdb"));

    private static @Nullable String whyNot(PartSpec.Means means, String command) {
        PartSpec.Setup setup = new PartSpec.Setup("preset=textbook frames=16", List.of());
        PartSpec.Tune tune = new PartSpec.Tune(new PartSpec.Head("t", "T", "T", 1), setup, means, List.of(), "x");
        return TuneTrial.whyNot(tune, PartRun.command(command, 1));
    }

    @Test
    void whatIsAllowedIsNotRefused() {
        for (String command : List.of(
                "sysctl vm.swappiness=10", "echo always > " + ENABLED, "exit pid=3", "exit 3", "swapon /dev/vdb")) {
            assertNull(whyNot(BOTH, command), command);
        }
    }

    @Test
    void whatIsNotIsToldWithWhatThereIs() {
        String there = "there are vm.swappiness, " + ENABLED;
        assertEquals("vm.swappiness may be 10 to 90 here, not 9", whyNot(BOTH, "sysctl vm.swappiness=9"));
        assertEquals(ENABLED + " may be always, never here, not madvise", whyNot(BOTH, "echo madvise > " + ENABLED));
        assertEquals("vm.dirty_ratio may not be changed here; " + there, whyNot(BOTH, "sysctl vm.dirty_ratio=9"));
        String may = "here one may give sysctl KNOB=N, echo VALUE > FILE, exit, swapon path=/dev/vdb";
        assertEquals(may, whyNot(BOTH, "swapon path=/dev/vdb size=1G"));
        assertEquals(may, whyNot(BOTH, "swapon path=/dev/vdc"));
        assertEquals(may, whyNot(BOTH, "munmap pid=1 addr=0x1000 len=4K"));
        PartSpec.Means none = new PartSpec.Means(List.of(), List.of("exit"));
        assertEquals("here one may give exit", whyNot(none, "cat /proc/meminfo"));
        assertEquals(
                "vm.swappiness may not be changed here; here one may give exit",
                whyNot(none, "sysctl vm.swappiness=1"));
        PartSpec.Means knobs = new PartSpec.Means(BOTH.knobs().subList(0, 1), List.of());
        assertEquals("only settings count here: sysctl KNOB=N", whyNot(knobs, "exit pid=3"));
    }

    @Test
    void aLabThatAllowsWhatThereIsNotIsRefused() {
        LabFiles good = LabFiles.shipped("15-three-in-the-morning");
        String knobs = "    knobs:\n      vm.min_free_kbytes: {from: 16, to: 1024}\n";
        assertTrue(good.yaml().contains(knobs));
        told(good, "      - shmctl_rmid\n", "      - ipcrm\n", "'ipcrm' is no command");
        told(
                good,
                knobs,
                knobs.replace("from: 16, to: 1024", "words: [few, many]"),
                "only a file of /sys is set by words");
        told(good, knobs, knobs.replace("to: 1024", "too: 1024"), "'too' has no meaning");
    }

    private static void told(LabFiles good, String line, String broken, String reason) {
        String yaml = good.yaml().replace(line, broken);
        LabFiles bad = new LabFiles(good.id(), good.where(), yaml, good.readme(), good.reference());
        List<String> faults =
                LabFaults.of(bad).stream().map(LabFault::getMessage).toList();
        assertTrue(faults.stream().anyMatch(one -> one.contains(reason)), reason + " is not in " + faults);
    }
}
