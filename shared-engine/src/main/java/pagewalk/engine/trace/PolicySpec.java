package pagewalk.engine.trace;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.rule.Rule;

/**
 * A policy with its settings, as written: {@code LRU}, {@code CLOCK:insert=1:hand=last}.
 *
 * @param text as it was written
 */
public record PolicySpec(PolicyKind kind, String text, Settings settings) {
    private static final int TICK = 64;
    private static final int WINDOW = 1000;
    private static final int MOST = 1_000_000_000;

    /**
     * What can be set; each policy looks at its own.
     *
     * @param insert the count of a page that CLOCK or second chance just loaded
     * @param bits of CLOCK's counts
     * @param last whether CLOCK's hand starts at the frame that was filled last
     * @param keep whether LFU keeps the counts of pages that it replaced
     * @param number the tick, the window or the seed
     */
    public record Settings(int insert, int bits, boolean last, boolean keep, int number) {}

    /** What came of reading a policy. */
    public sealed interface Result {
        /** A policy. */
        record Ok(PolicySpec spec) implements Result {}

        /** No policy; {@code message} says why. */
        record Malformed(String message) implements Result {}
    }

    private static PolicySpec plain(PolicyKind kind, String text) {
        int number = kind == PolicyKind.WS ? WINDOW : kind == PolicyKind.RAND ? 0 : TICK;
        return new PolicySpec(kind, text, new Settings(0, 1, false, false, number));
    }

    /** Reads {@code NAME[:key=value]...}; {@code Clock_ref1} and {@code Clock2} are CLOCK with settings. */
    public static Result parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        PolicySpec spec = named(name, text);
        if (spec == null) {
            StringBuilder all = new StringBuilder();
            for (PolicyKind kind : PolicyKind.values()) {
                all.append(all.length() == 0 ? "" : ", ").append(kind.label());
            }
            return new Result.Malformed("there is no policy '" + name + "'; there are " + all);
        }
        int from = colon;
        while (from >= 0) {
            int end = text.indexOf(':', from + 1);
            String setting = text.substring(from + 1, end < 0 ? text.length() : end);
            spec = spec.with(setting);
            if (spec == null) {
                PolicyKind kind = PolicyKind.named(name);
                return new Result.Malformed("'" + setting + "' is no setting of " + name + ": "
                        + (kind == null ? PolicyKind.CLOCK : kind).words());
            }
            from = end;
        }
        return new Result.Ok(spec);
    }

    private static @Nullable PolicySpec named(String name, String text) {
        PolicyKind kind = PolicyKind.named(name);
        if (kind != null) {
            return plain(kind, text);
        }
        PolicySpec clock = plain(PolicyKind.CLOCK, text);
        return switch (PolicyKind.plain(name)) {
            case "clockref1" -> clock.with("insert=1");
            case "clock2" -> clock.with("bits=2");
            default -> null;
        };
    }

    private @Nullable PolicySpec with(String setting) {
        int equals = setting.indexOf('=');
        String key = equals < 0 ? "" : setting.substring(0, equals);
        String value = setting.substring(equals + 1);
        Settings changed = kind.takes(key) ? changed(key, value) : null;
        return changed == null ? null : new PolicySpec(kind, text, changed);
    }

    private @Nullable Settings changed(String key, String value) {
        Settings s = settings;
        int amount = number(value);
        boolean isBit = amount == 0 || amount == 1;
        return switch (key) {
            case "insert" -> isBit ? new Settings(amount, s.bits, s.last, s.keep, s.number) : null;
            case "keep" -> isBit ? new Settings(s.insert, s.bits, s.last, amount == 1, s.number) : null;
            case "bits" -> amount >= 1 && amount <= 4 ? new Settings(s.insert, amount, s.last, s.keep, s.number) : null;
            case "hand" ->
                value.equals("first") || value.equals("last")
                        ? new Settings(s.insert, s.bits, value.equals("last"), s.keep, s.number)
                        : null;
            default ->
                amount >= (key.equals("seed") ? 0 : 1) ? new Settings(s.insert, s.bits, s.last, s.keep, amount) : null;
        };
    }

    /** A number of at most nine digits, or -1. */
    private static int number(String digits) {
        int value = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > MOST / 10) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return digits.isEmpty() ? -1 : value;
    }

    /** The rule by which the policy chooses. */
    public Rule rule() {
        return policy(1).rule();
    }

    /** All rules that the policy follows: how it chooses, its conventions, and those of every policy. */
    public Rule[] rules() {
        return switch (kind) {
            case OPT -> rules(rule(), Rule.POLICY_OPT_TIE);
            case CLOCK -> rules(rule(), settings.last ? Rule.POLICY_CLOCK_HAND_LAST : Rule.POLICY_CLOCK_HAND_FIRST);
            case LINUX -> rules(rule(), Rule.POLICY_LINUX_ACTIVATE, Rule.POLICY_LINUX_REFAULT);
            default -> rules(rule());
        };
    }

    private static Rule[] rules(Rule... own) {
        Rule[] all = Arrays.copyOf(own, own.length + 2);
        all[own.length] = Rule.POLICY_EMPTY_FRAME;
        all[own.length + 1] = Rule.POLICY_STRADDLE;
        return all;
    }

    /** Whether the policy needs to know the whole trace. */
    public boolean needsFuture() {
        return kind == PolicyKind.OPT || kind == PolicyKind.OPT_BYPASS;
    }

    /** The policy with {@code frames}, at least 1, all empty. */
    public Policy policy(int frames) {
        return switch (kind) {
            case FIFO -> new FifoPolicy(frames);
            case LRU -> new LruPolicy(frames, false);
            case MRU -> new LruPolicy(frames, true);
            case OPT -> new OptPolicy(frames, false);
            case OPT_BYPASS -> new OptPolicy(frames, true);
            case CLOCK -> new ClockPolicy(frames, settings.insert, settings.bits, settings.last);
            case SC -> new SecondChancePolicy(frames, settings.insert == 1);
            case ESC -> new EnhancedPolicy(frames);
            case LFU -> new LfuPolicy(frames, settings.keep);
            case NRU -> new NruPolicy(frames, settings.number);
            case RAND -> new RandomPolicy(frames, settings.number);
            case AGING -> new AgingPolicy(frames, settings.number);
            case WS -> new WorkingSetPolicy(frames, settings.number);
            case TWO_Q -> new TwoQueuePolicy(frames);
            case ARC -> new ArcPolicy(frames);
            case SIEVE -> new SievePolicy(frames);
            case S3_FIFO -> new S3FifoPolicy(frames);
            case LINUX -> new LinuxPolicy(frames);
        };
    }
}
