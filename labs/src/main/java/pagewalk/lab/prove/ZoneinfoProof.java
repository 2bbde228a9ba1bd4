package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneSetup;
import pagewalk.engine.zone.ZoneSizing;

/**
 * Compares what a running kernel's /proc/zoneinfo says of its zones' limits with what the engine computes from the
 * zones'
 * sizes and the number of processors: watermarks, the lowmem reserve, batch, high_min and high_max.
 *
 * <p>The file does not say min_free_kbytes; a line {@code min_free_kbytes N} before it does. Without one it is what the
 * kernel sets at boot or, if the file's watermarks are higher than that, what khugepaged raises it to
 * (mm/khugepaged.c set_recommended_min_free_kbytes()).
 */
final class ZoneinfoProof {
    private static final String FIRST_WORDS = "Node 0, zone ";
    private static final String KNOB = "min_free_kbytes ";
    private static final int SCALE_FACTOR = 10;
    private static final int PAGEBLOCK = 512;
    /** Pages that khugepaged wants free for each zone, in pageblocks: two, and one for each pair of migratetypes. */
    private static final int BLOCKS_WANTED = 2 + 3 * 3;

    private static final int KINDS = 4;
    /** What lines of a zone are told apart by, in the order of {@link #numbers}. */
    private static final List<String> KEYS =
            List.of("min", "low", "high", "promo", "protection:", "batch:", "high_min:", "high_max:");

    /** A zone with pages, as the file tells of it; numbers by {@link #KEYS}, empty where there is no such line. */
    private record Told(int line, int node, String name, int managed, List<String> numbers) {}

    private final List<Told> zones = new ArrayList<>();
    private int cpus;
    private int knob = -1;

    private ZoneinfoProof() {}

    /** Whether a text begins as such a file does. */
    static boolean isOne(String text) {
        return text.startsWith(FIRST_WORDS) || text.startsWith(KNOB);
    }

    /** Compares number after number until the first difference; throws {@link RecordingFault} for another text. */
    static Proof of(String text) {
        ZoneinfoProof proof = new ZoneinfoProof();
        proof.read(text.lines().toList());
        return proof.compare();
    }

    private void read(List<String> lines) {
        int at = 0;
        if (!lines.isEmpty() && lines.get(0).startsWith(KNOB)) {
            knob = number(lines.get(0).substring(KNOB.length()), 1);
            at = 1;
        }
        while (at < lines.size()) {
            at = readZone(lines, at);
        }
        if (zones.isEmpty()) {
            throw new RecordingFault(1, "no zone with pages is in this text");
        }
    }

    /** Reads the zone that begins at line {@code from}; gives the line of the next. */
    private int readZone(List<String> lines, int from) {
        List<String> head = List.of(lines.get(from).split("[, ]+"));
        if (head.size() != 4 || !head.get(0).equals("Node") || !head.get(2).equals("zone")) {
            throw new RecordingFault(from + 1, "a zone begins with 'Node N, zone NAME'; this is " + lines.get(from));
        }
        List<String> numbers = new ArrayList<>(java.util.Collections.nCopies(KEYS.size(), ""));
        int managed = 0;
        int processors = 0;
        int at = from + 1;
        for (; at < lines.size() && !lines.get(at).startsWith("Node "); at++) {
            String line = lines.get(at).strip();
            String key = line.split(" +", 2)[0];
            String value = line.substring(key.length()).strip();
            int slot = KEYS.indexOf(key);
            if (slot >= 0 && numbers.get(slot).isEmpty()) {
                numbers.set(slot, value);
            }
            managed = key.equals("managed") ? number(value, at + 1) : managed;
            processors += key.equals("cpu:") ? 1 : 0;
        }
        if (managed > 0) {
            zones.add(new Told(from + 1, number(head.get(1), from + 1), head.get(3), managed, numbers));
            cpus = Math.max(cpus, processors);
        }
        return at;
    }

    private static int number(String digits, int line) {
        int value = Recording.number(digits);
        if (value < 0) {
            throw new RecordingFault(line, "this is no number: " + digits);
        }
        return value;
    }

    private Proof compare() {
        List<Zone> sized = new ArrayList<>();
        int low = 0;
        int start = 0;
        for (Told zone : zones) {
            sized.add(new Zone(zone.node(), zone.name(), start, start + zone.managed(), true));
            start += zone.managed();
            low += zone.name().equals("Movable") ? 0 : zone.managed();
        }
        ZoneSetup[] setups = ZoneSizing.of(sized, minFreeKbytes(low), SCALE_FACTOR, Math.max(cpus, 1));
        int agreed = 0;
        int all = 0;
        String trouble = "";
        for (int i = 0; i < setups.length; i++) {
            Told zone = zones.get(i);
            List<String> got = numbers(setups[i], zone);
            for (int k = 0; k < KEYS.size(); k++) {
                String expected = zone.numbers().get(k);
                boolean compared = !expected.isEmpty() && (k < KEYS.indexOf("high_min:") || oneNode());
                all += compared ? 1 : 0;
                if (compared && trouble.isEmpty()) {
                    boolean same = expected.equals(got.get(k));
                    agreed += same ? 1 : 0;
                    trouble = same ? "" : differs(zone, KEYS.get(k), expected, got.get(k));
                }
            }
        }
        return new Proof(agreed, all, trouble);
    }

    private static String differs(Told zone, String key, String expected, String got) {
        String by = key.equals("protection:") ? "setup_per_zone_lowmem_reserve()" : "__setup_per_zone_wmarks()";
        return "differs at line " + zone.line() + ", zone " + zone.name() + ", " + key.replace(":", "") + ": expected "
                + expected + ", got " + got + "; decided by mm/page_alloc.c "
                + (key.startsWith("high_") || key.startsWith("batch") ? "zone_set_pageset_high_and_batch()" : by);
    }

    private boolean oneNode() {
        return zones.stream().allMatch(zone -> zone.node() == zones.get(0).node());
    }

    /** What the engine says of a zone, by {@link #KEYS}. */
    private static List<String> numbers(ZoneSetup setup, Told zone) {
        List<String> numbers = new ArrayList<>();
        for (int mark = Watermarks.MIN; mark <= Watermarks.MIN + 3; mark++) {
            numbers.add(Integer.toString(setup.marks()[mark]));
        }
        int columns = zone.numbers().get(KEYS.indexOf("protection:")).split(",").length;
        StringBuilder reserve = new StringBuilder("(");
        for (int kind = 0; kind < columns; kind++) {
            // ZONE_DEVICE, the last, has no pages of the allocator.
            reserve.append(kind == 0 ? "" : ", ").append(setup.lowmemReserve()[Math.min(kind, KINDS - 1)]);
        }
        numbers.add(reserve.append(')').toString());
        numbers.add(Integer.toString(setup.batch()));
        numbers.add(Integer.toString(setup.highMin()));
        numbers.add(Integer.toString(setup.highMax()));
        return numbers;
    }

    private int minFreeKbytes(int low) {
        if (knob >= 0) {
            return knob;
        }
        int told = 0;
        for (Told zone : zones) {
            String min = zone.numbers().get(0);
            told += zone.name().equals("Movable") || min.isEmpty() ? 0 : number(min, zone.line());
        }
        int atBoot = ZoneSizing.minFreeKbytes(low);
        int wanted = Math.min(PAGEBLOCK * BLOCKS_WANTED * zones.size(), low / 20) * 4;
        return told > atBoot / 4 && wanted > atBoot ? wanted : atBoot;
    }
}
