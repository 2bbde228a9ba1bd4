package pagewalk.lab.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The entry of the command line: names a command, reports a fault in one sentence. */
public final class Main {
    private static final List<String> COMMANDS = List.of("sim", "prove", "grade", "check", "trace");

    private final InputStream in;
    private final Output out;

    private final PrintStream err;

    private Main(InputStream in, Output out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    public static void main(String[] args) {
        OutputStream raw = new java.io.FileOutputStream(java.io.FileDescriptor.out);
        PrintStream err =
                new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(args), System.in, raw, err));
    }

    /** Runs one command line and returns its exit status; never throws. */
    static int run(List<String> args, InputStream in, OutputStream raw, PrintStream err) {
        Output out = new Output(raw);
        String command = args.isEmpty() ? "" : args.get(0);
        try {
            int status = new Main(in, out, err).dispatch(command, args.isEmpty() ? args : args.subList(1, args.size()));
            out.flush();
            return status;
        } catch (CliFault fault) {
            flushQuietly(out);
            err.println("lab" + (COMMANDS.contains(command) ? " " + command : "") + ": " + fault.sentence());
            return fault.status();
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            flushQuietly(out);
            err.println("lab " + command + ": this is a bug in Pagewalk, please report it: " + bug);
            return 70;
        }
    }

    /** What was answered before a fault is still told; if that fails too, the fault itself says enough. */
    private static void flushQuietly(Output out) {
        try {
            out.flush();
        } catch (CliFault gone) {
            // The reader is gone, and the fault being reported comes from there or is worth more.
        }
    }

    private int dispatch(String command, List<String> args) {
        return switch (command) {
            case "sim" -> new SimCommand(in, out).run(args);
            case "prove" -> new ProveCommand(out).run(args);
            case "grade" -> new GradeCommand(out, err).run(args);
            case "check" -> new CheckCommand(out).run(args);
            case "trace" -> new TraceCommand(in, out, err).run(args);
            case "help" -> help(args);
            case "" -> throw CliFault.usage("which command? There are " + String.join(", ", COMMANDS) + " and help");
            default ->
                throw CliFault.usage(
                        "there is no command " + command + "; there are " + String.join(", ", COMMANDS) + " and help");
        };
    }

    private int help(List<String> args) {
        String topic = args.isEmpty() ? "sim" : args.get(0);
        try (InputStream text = Main.class.getResourceAsStream("/help/" + topic + ".txt")) {
            if (text == null || !topic.matches("[a-z]+")) {
                throw CliFault.usage("there is no help on " + topic + "; there is on " + String.join(", ", COMMANDS));
            }
            out.text(new String(text.readAllBytes(), StandardCharsets.UTF_8));
            return 0;
        } catch (IOException e) {
            throw CliFault.failed("the help on " + topic + " cannot be read");
        }
    }
}
