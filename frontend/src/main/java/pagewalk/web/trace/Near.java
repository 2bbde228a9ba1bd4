package pagewalk.web.trace;

import java.util.ArrayList;
import java.util.List;

/** A stretch of a trace from near, as the worker told it: which page lies in which frame, step by step. */
final class Near {
    /** What one policy does in the stretch. */
    static final class Track {
        final String policy;
        final String[] victims;
        private final String hits;
        private final String[] start;
        private final String[] changes;

        private Track(String[] fields) {
            policy = fields[1];
            hits = fields[2];
            start = words(fields[3]);
            victims = words(fields[4]);
            changes = words(fields[5]);
        }

        boolean isHit(int step) {
            return hits.charAt(step) == '1';
        }

        int misses() {
            int misses = 0;
            for (int i = 0; i < hits.length(); i++) {
                misses += hits.charAt(i) == '1' ? 0 : 1;
            }
            return misses;
        }

        /** The page in each frame after so many steps of the stretch; "-" in an empty one. */
        String[] frames(int steps) {
            String[] frames = start.clone();
            for (int i = 0; i < changes.length && Lines.number(changes[i]) < steps; i += 3) {
                frames[Lines.number(changes[i + 1])] = changes[i + 2];
            }
            return frames;
        }
    }

    /** The number of the first reference. */
    final int from;

    /** Pages of the references, each behind the letter of its kind. */
    private final String[] references;

    final List<Track> tracks = new ArrayList<>();

    Near(List<String> lines) {
        String[] head = Lines.fields(lines.get(0));
        from = Lines.number(head[1]);
        references = words(head[2]);
        for (int i = 1; i < lines.size(); i++) {
            tracks.add(new Track(Lines.fields(lines.get(i))));
        }
    }

    private static String[] words(String field) {
        return Lines.split(field, ' ').toArray(new String[0]);
    }

    int size() {
        return references.length;
    }

    /** Whether the reference with this number is in the stretch. */
    boolean has(int reference) {
        return reference >= from && reference < from + references.length;
    }

    String page(int step) {
        return references[step].substring(1);
    }

    /** What a reference does, in a word. */
    String verb(int step) {
        return switch (references[step].charAt(0)) {
            case 'x' -> "fetches";
            case 'w' -> "writes";
            case 'm' -> "modifies";
            default -> "reads";
        };
    }

    /** Whether two policies of the stretch do different things at a step. */
    boolean differ(int step) {
        Track one = tracks.get(0);
        Track other = tracks.get(1);
        return one.isHit(step) != other.isHit(step) || !one.victims[step].equals(other.victims[step]);
    }
}
