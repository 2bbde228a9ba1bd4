package pagewalk.web.pressure;

import org.jspecify.annotations.Nullable;
import org.teavm.jso.browser.Window;
import org.teavm.jso.canvas.CanvasRenderingContext2D;
import org.teavm.jso.dom.html.HTMLCanvasElement;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.view.PressureView;
import pagewalk.engine.view.SlotOwners;

/** The slots of one device as cells; of a large device each cell stands for several, filled as far as they are used. */
final class SlotGrid {
    /** Cells of a device at most. */
    private static final int MOST = 2048;

    private static final int[] SIZES = {20, 16, 12, 9, 7, 5};
    private static final int HEIGHT = 150;
    private static final int WORDS_FROM = 16;

    private final HTMLCanvasElement canvas;
    private final CanvasRenderingContext2D g;
    private final Colours colours;
    private int cell = 1;
    private int perRow = 1;
    private int slots;
    private int perCell = 1;
    private int height;

    SlotGrid(HTMLCanvasElement canvas, Colours colours) {
        this.canvas = canvas;
        this.colours = colours;
        g = (CanvasRenderingContext2D) canvas.getContext("2d");
    }

    /** Makes room for so many slots, the header among them. */
    void size(int count, int width) {
        slots = count;
        perCell = (count + MOST - 1) / MOST;
        int cells = cells();
        int size = 0;
        while (size + 1 < SIZES.length && rows(cells, width / SIZES[size]) * SIZES[size] > HEIGHT) {
            size++;
        }
        cell = SIZES[size];
        perRow = Math.max(1, width / cell);
        height = rows(cells, perRow) * cell + 1;
        double ratio = Window.current().getDevicePixelRatio();
        canvas.setWidth((int) (width * ratio));
        canvas.setHeight((int) (height * ratio));
        canvas.getStyle().setProperty("height", height + "px");
        g.setTransform(ratio, 0, 0, ratio, 0, 0);
    }

    private int cells() {
        return (slots + perCell - 1) / perCell;
    }

    private static int rows(int cells, int perRow) {
        return (cells + Math.max(perRow, 1) - 1) / Math.max(perRow, 1);
    }

    /** Slots of a cell. */
    int perCell() {
        return perCell;
    }

    /** Slots in a row. */
    int inRow() {
        return perRow * perCell;
    }

    /** The first slot of the cell under a pixel, or -1. */
    int at(int x, int y) {
        int column = x / cell;
        int index = y / cell * perRow + column;
        return x < 0 || column >= perRow || index < 0 || index >= cells() ? -1 : index * perCell;
    }

    /** Draws the slots of a device; {@code chosen} and {@code linked} are outlined, -1 each for none. */
    void draw(PressureView view, @Nullable SlotOwners owners, int device, int[] outlined) {
        g.clearRect(0, 0, perRow * (double) cell + 1, height);
        for (int i = 0; i < cells(); i++) {
            double x = i % perRow * (double) cell;
            double y = i / perRow * (double) cell;
            if (perCell == 1) {
                one(view.slot(device, i), owners == null ? 0 : owners.only(SwapSpace.entry(device, i)), x, y);
            } else {
                many(view, device, i * perCell, x, y);
            }
        }
        for (int k = 0; k < outlined.length; k++) {
            if (outlined[k] >= 0) {
                outline(outlined[k] / perCell, k == 0 ? colours.accent() : colours.text());
            }
        }
    }

    /** Whether a slot in that state stands for somebody's page. */
    static boolean isTaken(int state) {
        return switch (state) {
            case PressureView.SWAPPED, PressureView.CACHED, PressureView.POOLED, PressureView.ZEROS -> true;
            default -> false;
        };
    }

    private void outline(int i, String colour) {
        double x = i % perRow * (double) cell;
        double y = i / perRow * (double) cell;
        g.setStrokeStyle(colours.background());
        g.setLineWidth(4);
        g.strokeRect(x + 0.5, y + 0.5, cell - 2.0, cell - 2.0);
        g.setStrokeStyle(colour);
        g.setLineWidth(2);
        g.strokeRect(x + 0.5, y + 0.5, cell - 2.0, cell - 2.0);
    }

    private void one(int state, int pid, double x, double y) {
        double inner = cell - 2.0;
        boolean taken = isTaken(state);
        g.setLineWidth(taken && cell >= 9 ? 2 : 1);
        String edge = state == PressureView.POOLED ? colours.zswap() : colours.swapped();
        g.setStrokeStyle(taken ? edge : colours.line());
        double inset = taken && cell >= 9 ? 1 : 0.5;
        g.strokeRect(x + inset, y + inset, inner - 2 * inset, inner - 2 * inset);
        if (state == PressureView.CACHED) {
            // The same page as in memory: its colour inside of the hollow cell.
            g.setFillStyle(colours.fill(PressureView.ANON));
            g.fillRect(x + inner * 0.3, y + inner * 0.3, inner * 0.4, inner * 0.4);
        } else if (state == PressureView.KEPT) {
            g.setFillStyle(colours.border());
            g.fillRect(x + inner / 2 - 1, y + 1, 2, inner - 2);
        } else if (state == PressureView.HEADER || state == PressureView.POOLED) {
            g.setStrokeStyle(state == PressureView.HEADER ? colours.border() : edge);
            g.setLineWidth(1);
            cross(x, y, inner);
        } else if (state == PressureView.ZEROS) {
            g.setFillStyle(colours.swapped());
            g.fillRect(x + inner * 0.25, y + inner / 2 - 0.5, inner * 0.5, 1);
        } else if (taken && cell >= WORDS_FROM && pid != 0) {
            g.setFillStyle(colours.text());
            g.setFont(colours.font(11));
            g.setTextAlign("center");
            g.setTextBaseline("middle");
            g.fillText(pid < 0 ? "+" : Integer.toString(pid), x + inner / 2, y + inner / 2 + 1, inner - 4);
        }
    }

    private void cross(double x, double y, double size) {
        g.beginPath();
        g.moveTo(x, y);
        g.lineTo(x + size, y + size);
        g.moveTo(x + size, y);
        g.lineTo(x, y + size);
        g.stroke();
    }

    private void many(PressureView view, int device, int first, double x, double y) {
        int used = 0;
        int end = Math.min(first + perCell, slots);
        for (int slot = first; slot < end; slot++) {
            int state = view.slot(device, slot);
            used += isTaken(state) ? 1 : 0;
        }
        double inner = cell - 1.0;
        double full = inner * used / (end - first);
        g.setFillStyle(colours.line());
        g.fillRect(x, y, inner, inner);
        g.setFillStyle(colours.swapped());
        g.fillRect(x, y + inner - full, inner, full);
    }
}
