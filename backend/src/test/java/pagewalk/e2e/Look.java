package pagewalk.e2e;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.ReducedMotion;

/** How a visitor's browser is set: window size, light or dark, and what it asks of pages. */
record Look(int width, int height, boolean dark, boolean still, boolean forced) {
    static final Look LIGHT = new Look(1280, 900, false, false, false);
    static final Look DARK = new Look(1280, 900, true, false, false);

    Look wide(int pixels) {
        return new Look(pixels, height, dark, still, forced);
    }

    Look withReducedMotion() {
        return new Look(width, height, dark, true, forced);
    }

    Look withForcedColors() {
        return new Look(width, height, dark, still, true);
    }

    /** Short, for file names and failures. */
    String label() {
        return (dark ? "dark" : "light") + "-" + width + (still ? "-still" : "") + (forced ? "-forced" : "");
    }

    NewContextOptions options(String baseUrl) {
        return new NewContextOptions()
                .setBaseURL(baseUrl)
                .setLocale("en-GB")
                .setViewportSize(width, height)
                .setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT)
                .setReducedMotion(still ? ReducedMotion.REDUCE : ReducedMotion.NO_PREFERENCE)
                .setForcedColors(forced ? ForcedColors.ACTIVE : ForcedColors.NONE);
    }
}
