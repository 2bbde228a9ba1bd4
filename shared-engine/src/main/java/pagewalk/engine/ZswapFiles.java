package pagewalk.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.Numbers;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.zswap.Zswap;
import pagewalk.engine.zswap.ZswapState;

/** The settings of zswap in /sys/module/zswap/parameters and its counters in /sys/kernel/debug/zswap. */
final class ZswapFiles {
    private static final List<String> SETTINGS = List.of(
            "accept_threshold_percent", "compressor", "enabled", "max_pool_percent", "shrinker_enabled", "zpool");
    private static final List<String> COUNTERS = List.of(
            "pool_limit_hit",
            "pool_total_size",
            "reject_alloc_fail",
            "reject_compress_fail",
            "reject_compress_poor",
            "reject_kmemcache_fail",
            "reject_reclaim_fail",
            "stored_pages",
            "written_back_pages");

    private ZswapFiles() {}

    /** Both folders of a machine's zswap. */
    static List<SysFolder> folders(Zswap zswap) {
        return List.of(new Settings(zswap.state), new Counters(zswap));
    }

    private record Settings(ZswapState state) implements SysFolder {
        private static final int PERCENT = 100;

        @Override
        public String path() {
            return "/sys/module/zswap/parameters/";
        }

        @Override
        public List<String> names() {
            return SETTINGS;
        }

        @Override
        public @Nullable String read(String name) {
            return switch (name) {
                case "accept_threshold_percent" -> state.acceptPercent + "\n";
                case "max_pool_percent" -> state.maxPercent + "\n";
                case "enabled" -> word(state.enabled);
                case "shrinker_enabled" -> word(state.shrinker);
                case "compressor" -> "lzo\n";
                case "zpool" -> "zsmalloc\n";
                default -> null;
            };
        }

        private static String word(boolean on) {
            return on ? "Y\n" : "N\n";
        }

        @Override
        public @Nullable Refusal write(String name, String value) {
            return switch (name) {
                case "enabled", "shrinker_enabled" -> onOff(name, value);
                case "accept_threshold_percent", "max_pool_percent" -> percent(name, value);
                default -> {
                    String only = name.equals("zpool") ? "zsmalloc" : "lzo";
                    yield value.equals(only) ? null : SysFolder.wrong(name, only + ", the only one here", value);
                }
            };
        }

        /** kstrtobool(): the first letter decides, of on and off the second. */
        private @Nullable Refusal onOff(String name, String value) {
            char first = value.charAt(0);
            char second = value.length() > 1 ? value.charAt(1) : ' ';
            boolean o = first == 'o' || first == 'O';
            boolean on = "yYtT1".indexOf(first) >= 0 || o && (second == 'n' || second == 'N');
            boolean off = "nNfF0".indexOf(first) >= 0 || o && (second == 'f' || second == 'F');
            if (!on && !off) {
                return SysFolder.wrong(name, "Y or N", value);
            }
            if (name.equals("enabled")) {
                state.enabled = on;
            } else {
                state.shrinker = on;
            }
            return null;
        }

        /** An unsigned number; the kernel takes any, and so does this. */
        private @Nullable Refusal percent(String name, String value) {
            int number = Numbers.parse(value);
            if (number < 0) {
                return SysFolder.wrong(name, "a number", value);
            }
            if (name.equals("max_pool_percent")) {
                state.maxPercent = number;
            } else {
                state.acceptPercent = number;
            }
            return null;
        }
    }

    private record Counters(Zswap zswap) implements SysFolder {
        @Override
        public String path() {
            return "/sys/kernel/debug/zswap/";
        }

        @Override
        public List<String> names() {
            return COUNTERS;
        }

        @Override
        public @Nullable String read(String name) {
            return switch (name) {
                case "pool_total_size" -> ((long) zswap.pool().pages() << 12) + "\n";
                case "stored_pages" -> zswap.stored() + "\n";
                default -> {
                    int count = zswap.state.debug(name);
                    yield count < 0 ? null : count + "\n";
                }
            };
        }

        @Override
        public Refusal write(String name, String value) {
            return SysFolder.readOnly(name);
        }
    }
}
