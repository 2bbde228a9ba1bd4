package pagewalk.engine.command;

import pagewalk.engine.util.Check;

/** How a command names a page: by the result of an earlier command, or by its frame number. */
public sealed interface PageRef {
    /** As it is written in a command, such as {@code a} or {@code pfn=8}. */
    String text();

    /** The result called {@code name}. */
    record Named(String name) implements PageRef {
        public Named {
            Check.that(CommandText.isName(name), "a page is called by a name");
        }

        @Override
        public String text() {
            return name;
        }
    }

    /** The frame {@code pfn}, not negative. */
    record Pfn(int pfn) implements PageRef {
        public Pfn {
            Check.that(pfn >= 0, "a pfn is not negative", "pfn", pfn);
        }

        @Override
        public String text() {
            return "pfn=" + pfn;
        }
    }
}
