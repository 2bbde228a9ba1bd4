package pagewalk.engine.command;

/** How a command names a page: by the result of an earlier command, or by its frame number. */
public sealed interface PageRef {
    /** As it is written in a command, such as {@code a} or {@code pfn=8}. */
    String text();

    /** The result called {@code name}. */
    record Named(String name) implements PageRef {
        @Override
        public String text() {
            return name;
        }
    }

    /** The frame {@code pfn}, not negative. */
    record Pfn(int pfn) implements PageRef {
        @Override
        public String text() {
            return "pfn=" + pfn;
        }
    }
}
