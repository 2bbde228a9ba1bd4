package pagewalk.engine.command;

import pagewalk.engine.util.Check;

/** How a command names a process: by its number, or by the name its spawn or fork was given. */
public sealed interface PidRef {
    /** As it is written in a command. */
    String text();

    /** A process by number. */
    record Number(int pid) implements PidRef {
        public Number {
            Check.that(pid >= 0, "a pid is not negative", "pid", pid);
        }

        @Override
        public String text() {
            return Integer.toString(pid);
        }
    }

    /** The process that an earlier command called {@code name}. */
    record Named(String name) implements PidRef {
        public Named {
            Check.that(CommandText.isName(name), "a process is called by a name");
        }

        @Override
        public String text() {
            return name;
        }
    }
}
