package pagewalk.engine.swap;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.digest.Digest;

/** Headers that mkswap has written, those of devices in use among them. */
public final class SwapAreas {
    private final List<SwapArea> areas;

    SwapAreas() {
        areas = new ArrayList<>();
    }

    private SwapAreas(SwapAreas other) {
        areas = new ArrayList<>(other.areas);
    }

    SwapAreas copy() {
        return new SwapAreas(this);
    }

    /** mkswap writes a header, over any that was there. */
    public void make(SwapArea area) {
        for (int i = 0; i < areas.size(); i++) {
            if (areas.get(i).path().equals(area.path())) {
                areas.set(i, area);
                return;
            }
        }
        areas.add(area);
    }

    /** The header at a path, null if there is none. */
    public @Nullable SwapArea at(String path) {
        for (int i = 0; i < areas.size(); i++) {
            if (areas.get(i).path().equals(path)) {
                return areas.get(i);
            }
        }
        return null;
    }

    void digest(Digest into) {
        for (int i = 0; i < areas.size(); i++) {
            into.fold(areas.get(i).path());
            into.fold(areas.get(i).label());
            into.fold(areas.get(i).slots());
        }
    }
}
