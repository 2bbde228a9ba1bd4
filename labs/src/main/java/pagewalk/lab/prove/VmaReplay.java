package pagewalk.lab.prove;

import java.util.ArrayList;
import java.util.List;
import pagewalk.engine.Reply;
import pagewalk.lab.prove.ProcessPlayer.Step;

/**
 * Replays system calls in a window of 64 pages, and compares after each: return value and errno, minor faults, and
 * every
 * VMA in the window with its rights, frames and flags.
 *
 * <p>The engine's VMAs come from its /proc/PID/smaps. The flag "sd" is not compared: it tells that the recording
 * kernel was built without soft-dirty bits, and the engine's was not.
 */
final class VmaReplay {
    private static final long WINDOW = 0x7f0000000000L;
    private static final int WINDOW_PAGES = 64;

    private final ProcessPlayer player = new ProcessPlayer();

    private VmaReplay() {}

    /** Whether a text looks like such a recording. */
    static boolean isOne(String text) {
        return text.lines().anyMatch(line -> line.strip().matches("rc=-?[0-9]+.* minflt=\\+[0-9]+"));
    }

    /** Replays until the first difference; throws {@link RecordingFault} for a text that is no such recording. */
    static Proof of(String text) {
        List<Step> steps = ProcessPlayer.read(text);
        VmaReplay replay = new VmaReplay();
        replay.player.run("spawn comm=window", 1);
        for (int i = 0; i < steps.size(); i++) {
            String trouble = replay.trouble(steps.get(i));
            if (!trouble.isEmpty()) {
                return new Proof(i, steps.size(), trouble);
            }
        }
        return new Proof(steps.size(), steps.size(), "");
    }

    private String trouble(Step step) {
        int before = player.faults(1)[0];
        Reply reply = player.run(command(step), step.line());
        List<String> got = new ArrayList<>();
        String rc = reply instanceof Reply.Refused refused
                ? "rc=-1 " + refused.refusal().errno()
                : reply.ok() ? "rc=0" : reply.line();
        got.add(rc + " minflt=+" + (player.faults(1)[0] - before));
        got.addAll(window(player.file("/proc/1/smaps")));
        for (int i = 0; i < Math.max(got.size(), step.printed().size()); i++) {
            String expected = i < step.printed().size() ? step.printed().get(i) : "nothing";
            String actual = i < got.size() ? got.get(i) : "nothing";
            if (!expected.replace(" sd ", " ").equals(actual)) {
                return "differs at line " + step.line() + ", operation '" + step.op() + "': expected " + expected
                        + ", got " + actual + player.why();
            }
        }
        return "";
    }

    private static String command(Step step) {
        String[] words = step.words();
        if (words.length < 3) {
            throw new RecordingFault(step.line(), "this operation is not known: " + step.op());
        }
        long addr = WINDOW + ((long) ProcessPlayer.number(words[1], step.line()) << 12);
        long len = (long) ProcessPlayer.number(words[2], step.line()) << 12;
        String at = " pid=1 addr=0x" + Long.toHexString(addr) + " len=" + len;
        String last = words.length > 3 ? words[3] : "";
        return switch (words[0]) {
            case "mmap" -> "mmap" + at + prot(last) + " flags=private,anon,fixed";
            case "mmapn" -> "mmap" + at + prot(last) + " flags=private,anon,fixed_noreplace";
            case "mmaps" -> "mmap" + at + prot(last) + " flags=shared,anon,fixed";
            case "mmapp" -> "mmap" + at + prot(last) + " flags=private,anon,fixed,populate";
            case "mprotect" -> "mprotect" + at + prot(last);
            case "munmap", "mlock", "munlock" -> words[0] + at;
            case "read" -> "load" + at;
            case "write" -> "store" + at;
            case "seq" -> "madvise" + at + " advice=sequential";
            case "rand" -> "madvise" + at + " advice=random";
            case "normal", "random", "dontneed", "dontfork", "dofork", "dontdump", "dodump" ->
                "madvise" + at + " advice=" + words[0];
            case "mremap" -> {
                String old = " pid=1 old_addr=0x" + Long.toHexString(addr) + " old_len=" + len;
                long newLen = (long) ProcessPlayer.number(last.isEmpty() ? "0" : last, step.line()) << 12;
                yield "mremap" + old + " new_len=" + newLen;
            }
            default -> throw new RecordingFault(step.line(), "this operation is not known: " + step.op());
        };
    }

    private static String prot(String letters) {
        return " prot=" + (letters.isEmpty() || letters.equals("-") ? "none" : letters);
    }

    /** The VMAs of smaps that lie in the window, as the recordings print them. */
    private static List<String> window(List<String> smaps) {
        List<String> vmas = new ArrayList<>();
        StringBuilder vma = null;
        for (String line : smaps) {
            String[] words = line.split(" +");
            if (words[0].matches("[0-9a-f]+-[0-9a-f]+")) {
                vma = inWindow(words[0]) ? new StringBuilder(header(words)) : null;
            } else if (vma != null) {
                switch (words[0]) {
                    case "Rss:" -> vma.append(size(" Rss=", words[1]));
                    case "Anonymous:" -> vma.append(size(" Anon=", words[1]));
                    case "Locked:" -> vma.append(size(" Locked=", words[1]));
                    case "VmFlags:" -> {
                        String flags = line.substring("VmFlags: ".length()).replace("sd ", "");
                        vmas.add(vma + " {" + flags + "}");
                    }
                    default -> {}
                }
            }
        }
        return vmas;
    }

    private static String size(String label, String kb) {
        return kb.equals("0") ? "" : label + kb;
    }

    private static boolean inWindow(String range) {
        long start = Long.parseLong(range.substring(0, range.indexOf('-')), 16);
        return start >= WINDOW && start < WINDOW + ((long) WINDOW_PAGES << 12);
    }

    private static String header(String[] words) {
        int dash = words[0].indexOf('-');
        long start = Long.parseLong(words[0].substring(0, dash), 16) - WINDOW >> 12;
        long end = Long.parseLong(words[0].substring(dash + 1), 16) - WINDOW >> 12;
        return "[" + start + "," + end + ") " + words[1];
    }
}
