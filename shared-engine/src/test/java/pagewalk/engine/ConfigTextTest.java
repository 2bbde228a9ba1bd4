package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.MachineConfig.Preset;
import pagewalk.engine.slab.SlabConfig;
import pagewalk.engine.util.Xorshift;
import pagewalk.engine.zone.ZoneCounts;

/** The text of a machine: read, printed, and refused with the place of the fault. */
final class ConfigTextTest {
    private static final String COUNTS = "0:DMA:0,0,0,0,0,0,0,0,1,1,3";

    @Test
    void anEmptyTextIsTheTextbookMachineOf64Frames() {
        assertEquals(MachineConfig.textbook(64), Play.config(""));
        assertEquals(MachineConfig.textbook(64), Play.config("# nothing\n\n  # more\n"));
    }

    @Test
    void keysCanStandOnManyLinesWithComments() {
        MachineConfig config = Play.config("preset=linux # as Linux\nframes=0x1000\r\n\tstart_pfn=1\n");
        assertEquals(new MachineConfig(Preset.LINUX, 4096, 1, true, true, List.of(), List.of()), config);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "preset=textbook frames=64 start_pfn=0 migratetypes=off merge_likely=on",
                "preset=linux frames=64 start_pfn=0 migratetypes=off merge_likely=on",
                "preset=linux frames=2560 start_pfn=5 migratetypes=on merge_likely=off",
                "preset=textbook migratetypes=on merge_likely=on buddyinfo=" + COUNTS
                        + ";1:Normal:1,2,3,4,5,6,7,8,9,10,11",
            })
    void textIsCanonical(String text) {
        assertEquals(text, Play.config(text).text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frames=0              | 1 | 1  | frames is a number from 1 to 16777216; this is 0",
                "preset=linux frames=x | 1 | 14 | frames is a number from 1 to 16777216; this is x",
                "frames=16777217       | 1 | 1  | frames is a number from 1 to 16777216; this is 16777217",
                "start_pfn=-1          | 1 | 1  | start_pfn is a number from 0 to 16777216; this is -1",
                "preset=windows        | 1 | 1  | preset is textbook or linux; this is windows",
                "migratetypes=yes      | 1 | 1  | migratetypes is on or off; this is yes",
                "merge_likely=1        | 1 | 1  | merge_likely is on or off; this is 1",
                "frames=1 frames=2     | 1 | 10 | frames is given twice",
                "frames                | 1 | 1  | a machine is described by key=value; this is frames",
                "frames=               | 1 | 1  | a machine is described by key=value; this is frames=",
                "=3                    | 1 | 1  | a machine is described by key=value; this is =3",
                "merge_likely=on merge_likely=on | 1 | 17 | merge_likely is given twice",
                "buddyinfo=0:DMA:1     | 1 | 1  | buddyinfo is at most 16 zones as node:zone:11 counts with "
                        + "commas, parted by ;",
                "buddyinfo=0:D/A:0,0,0,0,0,0,0,0,1,1,3 | 1 | 1 | buddyinfo is at most 16 zones as node:zone:11 "
                        + "counts with commas, parted by ;",
                "frames=9 buddyinfo=0:DMA:0,0,0,0,0,0,0,0,1,1,3 | 1 | 10 | buddyinfo says how many frames there "
                        + "are; leave out frames and start_pfn",
                "buddyinfo=0:DMA:0,0,0,0,0,0,0,0,1,1,3 start_pfn=0 | 1 | 39 | buddyinfo says how many frames "
                        + "there are; leave out frames and start_pfn",
            })
    void faultsNameTheirPlaceTheLimitAndTheValue(String text, int line, int column, String message) {
        assertEquals(new ConfigText.Result.Malformed(line, column, message), ConfigText.parse(text));
    }

    @Test
    void aFirmwareMapIsReadAndPrintedBack() {
        String text = "preset=linux e820=0x0-0x9fbff:usable,0xf0000-0xfffff:reserved,0x100000-0xffdcfff:usable,"
                + "0xffdd000-0xffdffff:acpi,0xffe0000-0xfffffff:nvs booted=on kernelcore=67108864 migratetypes=on"
                + " merge_likely=on";
        assertEquals(text, Play.config(text).text());
        assertEquals(
                text,
                Play.config(text.replace("preset=linux ", "").replace("67108864", "64M"))
                        .text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "e820=",
                "e820=0-9",
                "e820=5",
                "e820=0x0-0xfff:usable",
                "e820=0x100000-0x1fffff:good",
                "e820=0x200000-0x100000:usable",
                "e820=0x100000-0x1fffff:usable,0x1ff000-0x2fffff:usable",
                "e820=0x100000-0x1000000000:usable",
                "e820=0x100000-0xffffffffffffffff:reserved",
                "e820=-:usable",
                "e820=0x100000-0x1fffff:usable frames=64",
                "start_pfn=1 e820=0x100000-0x1fffff:usable",
                "buddyinfo=0:DMA:0,0,0,0,0,0,0,0,0,0,1 e820=0x100000-0x1fffff:usable",
                "e820=0x100000-0x1fffff:usable e820=0x100000-0x1fffff:usable",
                "booted=yes",
                "kernelcore=1X"
            })
    void aFirmwareMapThatCannotBeIsRefused(String text) {
        assertTrue(ConfigText.parse(text) instanceof ConfigText.Result.Malformed, text);
    }

    @Test
    void linesAreCounted() {
        assertEquals(
                new ConfigText.Result.Malformed(
                        3,
                        2,
                        "unknown key size; the keys are preset, frames, start_pfn, migratetypes, merge_likely, "
                                + "buddyinfo, watermarks, percpu, cpus, min_free_kbytes, watermark_scale_factor, "
                                + "compaction, reclaim, thp, oom, freelist_random, tlb, hugepages, hugepages_1g, e820, "
                                + "booted, kernelcore, movablecore"),
                ConfigText.parse("frames=1 # a\n\n size=2"));
    }

    @Test
    void zonesLargerThanAnyMachineAreRefusedAndNotBooted() {
        String huge = "0:Normal:0,0,0,0,0,0,0,0,0,0,16777216";
        ConfigText.Result.Malformed fault =
                assertInstanceOf(ConfigText.Result.Malformed.class, ConfigText.parse("buddyinfo=" + huge));
        assertTrue(fault.message().startsWith("these zones need more than the 16777216 frames"), fault.message());
        assertInstanceOf(
                ConfigText.Result.Malformed.class, ConfigText.parse("buddyinfo=" + (COUNTS + ";").repeat(16) + COUNTS));
        ZoneCounts zone = new ZoneCounts(0, "Normal", List.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1 << 24));
        assertThrows(
                IllegalStateException.class, () -> MachineConfig.textbook(64).withCounts(List.of(zone)));
        String most = "x".repeat(Limits.CONFIG_CHARS + 1);
        assertEquals(
                new ConfigText.Result.Malformed(1, 1, "a machine is at most 20000 characters, this is 20001"),
                ConfigText.parse(most));
    }

    @Test
    void parseAndTextAreInverse() {
        Xorshift random = new Xorshift(8, 1);
        for (int i = 0; i < 2000; i++) {
            Preset preset = Preset.values()[random.below(2)];
            List<ZoneCounts> zones = new ArrayList<>();
            for (int z = random.below(3); z > 0; z--) {
                List<Integer> counts = new ArrayList<>();
                for (int order = 0; order <= 10; order++) {
                    counts.add(random.below(50));
                }
                zones.add(new ZoneCounts(random.below(4), "Zone" + z, counts));
            }
            boolean pasted = !zones.isEmpty();
            boolean watermarks = random.below(2) == 0;
            MachineConfig config = new MachineConfig(
                    preset,
                    pasted ? 64 : 1 + random.below(1 << 24),
                    pasted ? 0 : random.below(1 << 24),
                    random.below(2) == 0,
                    random.below(2) == 0,
                    zones,
                    List.of(),
                    new Layers(
                            watermarks,
                            random.below(2) == 0,
                            1 + random.below(Limits.CPUS),
                            random.below(20_000) - 1,
                            1 + random.below(3000),
                            random.below(2) == 0,
                            watermarks && random.below(2) == 0,
                            random.below(2) == 0),
                    new SlabConfig(1 + random.below(8), random.below(3) * random.below(1000), List.of()));
            assertEquals(config, Play.config(config.text()), config.text());
        }
    }

    @Test
    void anyTextIsAnsweredWithoutAThrow() {
        Xorshift random = new Xorshift(8, 2);
        String[] pieces = {
            "preset=",
            "linux",
            "frames=",
            "start_pfn=",
            "9",
            "0",
            "-",
            "buddyinfo=",
            ":",
            ";",
            ",",
            "DMA",
            "\n",
            " ",
            "#",
            "on",
            "migratetypes=",
            "\u0000",
            "\ud83d\ude00",
            COUNTS,
            "0:Normal:1,1,1,1,1,1,1,1,1,1,",
            "16777216"
        };
        int good = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int p = random.below(8); p > 0; p--) {
                text.append(pieces[random.below(pieces.length)]);
            }
            ConfigText.Result result = ConfigText.parse(text.toString());
            if (result instanceof ConfigText.Result.Ok ok) {
                good++;
                assertEquals(ok.config().text(), Play.config(ok.config().text()).text());
            } else {
                assertFalse(((ConfigText.Result.Malformed) result).message().isEmpty());
            }
        }
        assertTrue(good > 1000, "well-formed: " + good);
    }

    @Test
    void linuxGroupsByMobilityFromFivePageblocksUnlessTold() {
        assertFalse(Play.config("preset=linux frames=2559").migratetypes());
        assertTrue(Play.config("preset=linux frames=2560").migratetypes());
        assertFalse(Play.config("preset=linux frames=2560 migratetypes=off").migratetypes());
        assertTrue(Play.config("frames=10 migratetypes=on").migratetypes());
        assertTrue(Play.config("preset=linux buddyinfo=" + COUNTS).migratetypes());
        assertFalse(Play.config("buddyinfo=" + COUNTS).migratetypes());
        assertEquals(MachineConfig.linux(5000), MachineConfig.of(Preset.LINUX, 5000));
        assertEquals(MachineConfig.textbook(5000), MachineConfig.of(Preset.TEXTBOOK, 5000));
    }
}
