package pagewalk.lab.prove;

import pagewalk.engine.trace.Mt19937;
import pagewalk.engine.trace.OstepPaging;

/**
 * What the command line of OSTEP's paging exercise asks for: its references, listed or drawn, and the generator that
 * goes on from there.
 */
public record OstepPages(OstepCommand command, int[] references, Mt19937 random) {
    static final String PROGRAM = "paging-policy.py";

    private static final int MOST = 50_000_000;

    /** Reads a command line, or its options alone; throws {@link RecordingFault}. */
    public static OstepPages of(String line) {
        OstepCommand command = OstepCommand.of(line.contains(".py") ? line : PROGRAM + " " + line);
        if (!command.program().equals(PROGRAM)) {
            throw new RecordingFault(1, "references are drawn by " + PROGRAM + "; this is " + command.program());
        }
        return of(command);
    }

    static OstepPages of(OstepCommand command) {
        if (!command.text("-f").isEmpty()) {
            throw new RecordingFault(1, "option -f names a file of another machine; give its pages as a list");
        }
        // Python seeds its generator with the absolute value.
        long seed = Math.abs(command.large("-s"));
        int count = command.number("-n");
        if (count > MOST) {
            throw new RecordingFault(1, "there are at most " + MOST + " references; these are " + count);
        }
        Mt19937 random = new Mt19937(seed);
        String list = command.text("-a");
        int[] references =
                list.equals("-1") ? OstepPaging.draw(random, count, command.number("-m")) : listed(list.split(",", -1));
        return new OstepPages(command, references, random);
    }

    private static int[] listed(String[] words) {
        int[] references = new int[words.length];
        for (int i = 0; i < words.length; i++) {
            if (!words[i].strip().matches("[+-]?[0-9]{1,9}")) {
                throw new RecordingFault(1, "option -a is a list of page numbers; this is " + words[i]);
            }
            references[i] = Integer.parseInt(words[i].strip());
        }
        return references;
    }
}
