package pagewalk.web.stage;

import pagewalk.web.json.Digits;

/** Colours as 0xRRGGBB. */
public final class Rgb {
    private Rgb() {}

    /** Reads #rgb or #rrggbb; mid grey when the text is neither. */
    public static int parse(String text) {
        if (text.length() == 4 && text.charAt(0) == '#') {
            String wide = "#" + text.charAt(1) + text.charAt(1) + text.charAt(2) + text.charAt(2) + text.charAt(3)
                    + text.charAt(3);
            return parse(wide);
        }
        if (text.length() != 7 || text.charAt(0) != '#') {
            return 0x808080;
        }
        int rgb = 0;
        for (int i = 1; i < 7; i++) {
            int digit = Digits.hex(text.charAt(i));
            rgb = rgb << 4 | Math.max(digit, 0);
        }
        return rgb;
    }

    public static String css(int rgb) {
        StringBuilder out = new StringBuilder("#");
        for (int shift = 20; shift >= 0; shift -= 4) {
            out.append(Digits.ofHex(rgb >> shift & 15));
        }
        return out.toString();
    }

    /** {@code share} hundredths of {@code a}, the rest of {@code b}. */
    public static int mix(int a, int b, int share) {
        return channel(a, b, share, 16) << 16 | channel(a, b, share, 8) << 8 | channel(a, b, share, 0);
    }

    private static int channel(int a, int b, int share, int shift) {
        return ((a >> shift & 255) * share + (b >> shift & 255) * (100 - share)) / 100;
    }

    /** Whether white text reads better on it than black. */
    public static boolean dark(int rgb) {
        return (rgb >> 16 & 255) * 299 + (rgb >> 8 & 255) * 587 + (rgb & 255) * 114 < 140_000;
    }

    /** As a pixel of ImageData read little-endian: 0xAABBGGRR, opaque. */
    static int pixel(int rgb) {
        return 0xff000000 | (rgb & 255) << 16 | rgb & 0xff00 | rgb >> 16 & 255;
    }
}
