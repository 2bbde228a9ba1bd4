package pagewalk.bench;

/**
 * Measures one setting of {@link EngineWork}, and the plain allocator on the same work. One setting a JVM, so that none
 * runs on another's profile.
 */
final class EngineBench {
    private EngineBench() {}

    public static void main(String[] args) {
        int setting = Integer.parseInt(args[0]);
        Rounds.compare(
                EngineWork.NAMES[setting],
                seed -> new PlainWork(EngineWork.FRAMES[setting], seed)::run,
                seed -> new EngineWork(setting, seed)::run);
    }
}
