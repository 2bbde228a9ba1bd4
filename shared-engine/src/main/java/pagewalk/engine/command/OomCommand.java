package pagewalk.engine.command;

import pagewalk.engine.util.Check;

/** Commands about who is killed when memory runs out, and the tools that show memory. */
public sealed interface OomCommand extends AreaCommand {
    /**
     * Writes /proc/PID/oom_score_adj (choom(1)).
     *
     * @param adj any number; the machine takes -1000 to 1000
     */
    record Choom(PidRef pid, int adj) implements OomCommand {
        @Override
        public Verb verb() {
            return Verb.CHOOM;
        }

        @Override
        public String text() {
            return "choom pid=" + pid.text() + " adj=" + adj;
        }
    }

    /** Gives a process to a user, as login does before a shell begins (setuid()); 0 is root. */
    record SetUid(PidRef pid, int uid) implements OomCommand {
        public SetUid {
            Check.that(uid >= 0, "a user is not negative", "uid", uid);
        }

        @Override
        public Verb verb() {
            return Verb.SETUID;
        }

        @Override
        public String text() {
            return "setuid pid=" + pid.text() + " uid=" + uid;
        }
    }

    /**
     * Runs a tool on the machine and prints what it prints.
     *
     * @param program its name
     * @param options a minus sign and letters, or empty
     */
    record Run(String program, String options) implements OomCommand {
        public Run {
            Check.that(LineScanner.isWord(program) && program.indexOf('=') < 0, "a program is one word");
            Check.that(options.isEmpty() || LineScanner.isWord(options), "options are one word");
        }

        @Override
        public Verb verb() {
            return Verb.RUN;
        }

        @Override
        public String text() {
            String shown = options.indexOf('=') < 0 ? " " + options : " options=" + options;
            return "run " + program + (options.isEmpty() ? "" : shown);
        }
    }
}
