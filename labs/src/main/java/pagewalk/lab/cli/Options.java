package pagewalk.lab.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command line taken apart: flags, options with a value ({@code --a B} or {@code --a=B}), and the rest. */
final class Options {
    private final String command;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();

    private Options(String command) {
        this.command = command;
    }

    /** {@code known} lists options; one that ends in '=' takes a value. */
    static Options parse(String command, List<String> args, List<String> known) {
        Options options = new Options(command);
        boolean plain = false;
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (plain || !arg.startsWith("-") || arg.equals("-")) {
                options.rest.add(arg);
            } else if (arg.equals("--")) {
                plain = true;
            } else {
                i += options.take(args, i, known);
            }
        }
        return options;
    }

    /** Takes one option; returns how many further arguments it used. */
    private int take(List<String> args, int at, List<String> known) {
        String arg = args.get(at);
        int equals = arg.indexOf('=');
        String name = equals < 0 ? arg : arg.substring(0, equals);
        if (known.contains(name)) {
            if (equals >= 0) {
                throw CliFault.usage(name + " takes no value; see: lab help " + command);
            }
            names.add(name);
            values.add("");
            return 0;
        }
        if (!known.contains(name + "=")) {
            throw CliFault.usage("there is no option " + name + "; see: lab help " + command);
        }
        if (equals < 0 && at + 1 == args.size()) {
            throw CliFault.usage(name + " needs a value; see: lab help " + command);
        }
        if (equals < 0 && args.get(at + 1).startsWith("--")) {
            String next = args.get(at + 1).replaceFirst("=.*", "");
            throw CliFault.usage(
                    name + " needs a value, and " + next + " is an option; a value that begins so is " + name + "=...");
        }
        names.add(name);
        values.add(equals < 0 ? args.get(at + 1) : arg.substring(equals + 1));
        return equals < 0 ? 1 : 0;
    }

    boolean has(String name) {
        return names.contains(name);
    }

    /** The value of an option, or null; given twice is a fault. */
    @Nullable
    String value(String name) {
        List<String> all = all(name);
        if (all.size() > 1) {
            throw CliFault.usage(name + " is given twice");
        }
        return all.isEmpty() ? null : all.get(0);
    }

    List<String> all(String name) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equals(name)) {
                all.add(values.get(i));
            }
        }
        return all;
    }

    List<String> rest() {
        return rest;
    }
}
