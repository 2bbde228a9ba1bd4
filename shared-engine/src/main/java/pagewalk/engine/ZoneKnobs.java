package pagewalk.engine;

import java.util.Arrays;
import java.util.List;
import pagewalk.engine.digest.Digest;
import pagewalk.engine.event.EventKind;
import pagewalk.engine.rule.Rule;
import pagewalk.engine.zone.Watermarks;
import pagewalk.engine.zone.Zone;
import pagewalk.engine.zone.ZoneSetup;
import pagewalk.engine.zone.ZoneSizing;

/** The knobs of zones: what their watermarks and their processors' lists are computed from (mm/page_alloc.c). */
final class ZoneKnobs {
    private static final int MAX_SCALE = 3000;
    /** Least part of a zone that processors may keep, one in so many (MIN_PERCPU_PAGELIST_HIGH_FRACTION). */
    private static final int MIN_FRACTION = 8;

    private final Memory memory;
    private final int cpus;
    private final Recorder events;
    private int minFreeKbytes;
    private int scaleFactor;
    private int highFraction;
    private int[] reserveRatio = ZoneSizing.reserveRatio();

    ZoneKnobs(Layers layers, Memory memory, Recorder events) {
        this.memory = memory;
        this.events = events;
        cpus = layers.cpus();
        scaleFactor = layers.scaleFactor();
        minFreeKbytes = layers.minFreeKbytes();
    }

    ZoneKnobs copy(Layers layers, Memory newMemory, Recorder newEvents) {
        ZoneKnobs copy = new ZoneKnobs(layers, newMemory, newEvents);
        copy.minFreeKbytes = minFreeKbytes;
        copy.scaleFactor = scaleFactor;
        copy.highFraction = highFraction;
        copy.reserveRatio = reserveRatio;
        return copy;
    }

    Knobs table() {
        return new Knobs()
                .add("vm.min_free_kbytes", this::minFreeKbytes, this::setMinFreeKbytes)
                .add("vm.watermark_scale_factor", 1, MAX_SCALE, () -> scaleFactor, this::setScaleFactor)
                .add("vm.watermark_boost_factor", this::boostFactor, this::setBoostFactor)
                .add("vm.percpu_pagelist_high_fraction", this::highFraction, this::setHighFraction);
    }

    /** Whether a value is between nothing and the least share that processors may keep. */
    static boolean isTooSmall(String knob, int value) {
        return knob.equals("vm.percpu_pagelist_high_fraction") && value > 0 && value < MIN_FRACTION;
    }

    int minFreeKbytes() {
        if (minFreeKbytes != Layers.AUTOMATIC) {
            return minFreeKbytes;
        }
        int pages = 0;
        for (Zone zone : memory.zones()) {
            pages += zone.name().equals("Movable") ? 0 : zone.managed();
        }
        return ZoneSizing.minFreeKbytes(pages);
    }

    private void setMinFreeKbytes(int kbytes) {
        minFreeKbytes = kbytes;
        compute();
    }

    private void setScaleFactor(int factor) {
        scaleFactor = factor;
        compute();
    }

    private int boostFactor() {
        return memory.zones().get(0).watermarks().boostFactor();
    }

    private void setBoostFactor(int factor) {
        for (Zone zone : memory.zones()) {
            zone.watermarks().setBoostFactor(factor);
        }
    }

    private int highFraction() {
        return highFraction;
    }

    private void setHighFraction(int fraction) {
        highFraction = fraction;
        setUp();
    }

    /** Everything anew but the boosts. */
    private void setUp() {
        List<Zone> zones = memory.zones();
        ZoneSetup[] setups = setups();
        for (int i = 0; i < setups.length; i++) {
            Watermarks marks = zones.get(i).watermarks();
            int boost = marks.boost();
            marks.setUp(setups[i]);
            marks.setBoost(boost);
        }
    }

    /** vm.lowmem_reserve_ratio: a number for DMA, DMA32, Normal and Movable. */
    int[] reserveRatio() {
        return reserveRatio;
    }

    /** Sets vm.lowmem_reserve_ratio (lowmem_reserve_ratio_sysctl_handler()). */
    void setReserveRatio(int[] ratio) {
        reserveRatio = ratio;
        setUp();
        List<Zone> zones = memory.zones();
        for (int i = 0; i < zones.size(); i++) {
            Watermarks marks = zones.get(i).watermarks();
            events.emit(
                    EventKind.MARKS_SET.code(),
                    Rule.RESERVE_AGAIN.code(),
                    i,
                    marks.mark(Watermarks.MIN),
                    marks.mark(Watermarks.LOW),
                    marks.mark(Watermarks.HIGH));
        }
    }

    /** setup_per_zone_wmarks(). */
    private void compute() {
        List<Zone> zones = memory.zones();
        ZoneSetup[] setups = setups();
        for (int i = 0; i < setups.length; i++) {
            Watermarks marks = zones.get(i).watermarks();
            marks.setUp(setups[i]);
            events.emit(
                    EventKind.MARKS_SET.code(),
                    Rule.MARKS_AGAIN.code(),
                    i,
                    marks.mark(Watermarks.MIN),
                    marks.mark(Watermarks.LOW),
                    marks.mark(Watermarks.HIGH));
        }
    }

    private ZoneSetup[] setups() {
        ZoneSetup[] setups = ZoneSizing.of(memory.zones(), minFreeKbytes(), scaleFactor, cpus);
        for (int i = 0; i < setups.length; i++) {
            ZoneSetup bare = setups[i];
            int[] reserve = ZoneSizing.reserve(memory.zones(), memory.zones().get(i), reserveRatio);
            int share = highFraction == 0 ? 0 : Math.max(bare.managed() / highFraction / cpus, 4 * bare.batch());
            int least = highFraction == 0 ? bare.highMin() : share;
            int most = highFraction == 0 ? bare.highMax() : share;
            setups[i] =
                    new ZoneSetup(bare.managed(), bare.marks(), reserve, bare.boostFactor(), bare.batch(), least, most);
        }
        return setups;
    }

    void digest(Digest into) {
        into.fold(minFreeKbytes);
        into.fold(scaleFactor);
        into.fold(highFraction);
        for (int i = 0; !Arrays.equals(reserveRatio, ZoneSizing.reserveRatio()) && i < reserveRatio.length; i++) {
            into.fold(reserveRatio[i]);
        }
    }
}
