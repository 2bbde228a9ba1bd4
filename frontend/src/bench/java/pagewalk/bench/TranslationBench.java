package pagewalk.bench;

/** Measures one setting of {@link TranslationWork}. One setting a JVM, so that none runs on another's profile. */
final class TranslationBench {
    private TranslationBench() {}

    public static void main(String[] args) {
        int setting = Integer.parseInt(args[0]);
        Rounds.compare(
                TranslationWork.NAMES[setting],
                seed -> new PlainTables(setting)::run,
                seed -> TranslationWork.of(setting)::run);
    }
}
