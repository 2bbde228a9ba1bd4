package pagewalk.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pagewalk.engine.command.CommandText;
import pagewalk.engine.command.Parsed;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.zone.Watermarks;

/** Knobs: what they stand at, what they take, what follows from them, and what is no knob. */
final class SysctlTest {
    private static final String ZONES = "preset=linux frames=70000 watermarks=on percpu=on cpus=2";

    private final Play play = Play.on(ZONES);

    @ParameterizedTest
    @CsvSource({
        "vm.overcommit_memory, 0",
        "vm.overcommit_ratio, 50",
        "vm.overcommit_kbytes, 0",
        "vm.admin_reserve_kbytes, 8192",
        "vm.user_reserve_kbytes, 8750",
        "vm.max_map_count, 65530",
        "vm.mmap_min_addr, 65536",
        "vm.oom_kill_allocating_task, 0",
        "vm.panic_on_oom, 0",
        "vm.oom_dump_tasks, 1",
        "vm.min_free_kbytes, 2116",
        "vm.watermark_scale_factor, 10",
        "vm.watermark_boost_factor, 15000",
        "vm.percpu_pagelist_high_fraction, 0",
        "vm.compaction_proactiveness, 20",
        "vm.extfrag_threshold, 500"
    })
    void everyKnobBeginsAsInLinux(String knob, String value) {
        assertEquals("ok " + knob + "=" + value, play.run("sysctl " + knob));
        assertEquals(value + "\n", play.machine().readFile("/proc/sys/" + knob.replace('.', '/')));
    }

    @ParameterizedTest
    @CsvSource({
        "vm.overcommit_memory, 2, 3, 0 to 2",
        "vm.panic_on_oom, 2, 3, 0 to 2",
        "vm.watermark_scale_factor, 3000, 3001, 1 to 3000",
        "vm.watermark_scale_factor, 1, 0, 1 to 3000",
        "vm.percpu_pagelist_high_fraction, 8, 7, 8 or more",
        "vm.compaction_proactiveness, 100, 101, 0 to 100"
    })
    void whatIsOutOfRangeChangesNothing(String knob, int good, int bad, String range) {
        assertEquals("ok " + knob + "=" + good, play.run("sysctl " + knob + "=" + good));
        String digest = play.machine().stateDigest();
        assertEquals(
                "refused EINVAL: " + knob + " takes " + range + "; this is " + bad,
                play.run("sysctl " + knob + "=" + bad));
        assertEquals(digest, play.machine().stateDigest());
        assertEquals("ok " + knob + "=" + good, play.run("sysctl " + knob));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm.none", "vm.none=1", "kernel.panic=1", "vm.Overcommit_memory", "vm."})
    void whatIsNoKnobIsRefused(String knob) {
        String name = knob.replaceFirst("=.*", "");
        assertEquals("refused ENOENT: the machine has no knob " + name, play.run("sysctl " + knob));
        assertNull(play.machine().readFile("/proc/sys/" + name.replace('.', '/')));
        assertTrue(play.run("cat /proc/sys/vm/" + name).startsWith("refused ENOENT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sysctl",
                "sysctl swappiness",
                "sysctl vm.panic_on_oom=-1",
                "sysctl vm.panic_on_oom=x",
                "sysctl a.b c.d"
            })
    void whatIsNoCommandIsNotRead(String line) {
        assertTrue(CommandText.parse(line) instanceof Parsed.Malformed, line);
    }

    @Test
    void readingParsesBackAndTellsNothing() {
        assertEquals(
                "sysctl vm.panic_on_oom", Play.command("sysctl vm.panic_on_oom").text());
        play.run("sysctl vm.panic_on_oom");
        assertEquals(1, play.last().size(), "the command alone");
    }

    @Test
    void settingOneLimitClearsTheOther() {
        play.run("sysctl vm.overcommit_kbytes=8000");
        assertEquals("ok vm.overcommit_ratio=0", play.run("sysctl vm.overcommit_ratio"));
        assertTrue(play.run("cat /proc/meminfo").contains("CommitLimit:        8000 kB\n"));
        play.run("sysctl vm.overcommit_ratio=10");
        assertEquals("ok vm.overcommit_kbytes=0", play.run("sysctl vm.overcommit_kbytes"));
        assertTrue(play.run("cat /proc/meminfo").contains("CommitLimit:       28000 kB\n"));
    }

    /** The zones of a machine that booted with the value. */
    @ParameterizedTest
    @CsvSource({"min_free_kbytes, 9000", "min_free_kbytes, 0", "watermark_scale_factor, 700"})
    void watermarksAreThoseOfAMachineThatBootedSo(String knob, int value) {
        String booted = Play.on(ZONES + " " + knob + "=" + value).machine().readFile("/proc/zoneinfo");
        play.run("sysctl vm." + knob + "=" + value);
        assertEquals(booted, play.machine().readFile("/proc/zoneinfo"));
        assertEquals(2, play.count(EventKind.MARKS_SET));
        assertEquals(booted, play.machine().copy().readFile("/proc/zoneinfo"));
    }

    @Test
    void aFractionFixesWhatProcessorsKeep() {
        Recorder recorder = new Recorder(new Digest(), 0);
        Memory memory = Memory.boot(Play.config(ZONES), recorder);
        Knobs knobs = new ZoneKnobs(Play.config(ZONES).layers(), memory, recorder).table();
        Watermarks dma32 = memory.zones().get(1).watermarks();
        int least = dma32.setup().highMin();
        dma32.setBoost(5);
        assertNotNull(knobs.set("vm.percpu_pagelist_high_fraction", 8));
        assertEquals((70_000 - 4096) / 8 / 2, dma32.setup().highMin());
        assertEquals(dma32.setup().highMin(), dma32.setup().highMax());
        assertNotNull(knobs.set("vm.percpu_pagelist_high_fraction", 0));
        assertEquals(least, dma32.setup().highMin());
        assertEquals(5, dma32.boost(), "the boost stays");
        assertNotNull(knobs.set("vm.min_free_kbytes", 900));
        assertEquals(0, dma32.boost(), "until watermarks are computed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run perl | refused ENOENT: there is no program perl; there are free, vmstat, top and dmesg",
                "run free -x | refused EINVAL: free takes - and letters of bkmghwt; this is -x",
                "run free h | refused EINVAL: free takes - and letters of bkmghwt; this is h",
                "run free - | refused EINVAL: free takes - and letters of bkmghwt; this is -",
                "run top -b | refused EINVAL: top takes no options; this is -b",
                "setuid pid=9 uid=0 | refused ESRCH: there is no process 9"
            })
    void toolsSayWhatTheyTake(String line, String answer) {
        assertEquals(answer, play.run(line));
    }
}
