package pagewalk.bench;

/** Measures one setting of {@link PressureWork}, one a JVM; without a setting what a page frame takes. */
final class PressureBench {
    private PressureBench() {}

    public static void main(String[] args) {
        if (args.length == 0) {
            System.out.println(memory(4096));
            System.out.println(memory(1 << 20));
            return;
        }
        int setting = Integer.parseInt(args[0]);
        Rounds.compare(
                PressureWork.NAMES[setting],
                seed -> new PlainPressure(setting)::run,
                seed -> PressureWork.of(setting)::run);
    }

    private static String memory(int frames) {
        double plain = (double) PressureWork.bytes(frames, false) / frames;
        double tracked = (double) PressureWork.bytes(frames, true) / frames;
        return "%-54s %8.2f B, %.2f B without reclaim"
                .formatted("JVM, memory of a page frame, " + frames + " frames", tracked, plain);
    }
}
