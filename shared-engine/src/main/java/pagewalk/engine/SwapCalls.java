package pagewalk.engine;

import org.jspecify.annotations.Nullable;
import pagewalk.engine.command.ReclaimCommand;
import pagewalk.engine.event.Refusal;
import pagewalk.engine.event.Refusal.Reason;
import pagewalk.engine.filemap.Files;
import pagewalk.engine.mm.MmState;
import pagewalk.engine.pagetable.SwapPte;
import pagewalk.engine.swap.SwapArea;
import pagewalk.engine.swap.SwapSpace;
import pagewalk.engine.util.Bits;

/** mkswap, swapon and swapoff (mm/swapfile.c; util-linux). */
final class SwapCalls {
    private static final int PAGE_SHIFT = 12;
    /** Pages of the smallest area that mkswap makes (MIN_GOODPAGES). */
    private static final int LEAST = 10;
    /** Most letters of a label (volume_name). */
    private static final int LABEL = 16;

    private final Reclaiming reclaim;
    private final MmState state;
    private final SwapSpace swap;

    SwapCalls(Reclaiming reclaim, MmState state) {
        this.reclaim = reclaim;
        this.state = state;
        swap = reclaim.swap();
    }

    /** Writes the header of a swap area to a partition of a size, or to a file. */
    Reply make(ReclaimCommand.Mkswap command) {
        int file = state.files().byPath(command.path());
        long slots = file == Files.NIL
                ? command.size() >>> PAGE_SHIFT
                : state.files().pages(file);
        if (swap.find(command.path()) != SwapSpace.NIL) {
            return refused(Reason.SWAP_TAKEN, 0, command.path());
        }
        if (slots < LEAST || slots > SwapPte.OFFSETS) {
            return refused(Reason.SWAP_SMALL, (int) Math.min(slots, Integer.MAX_VALUE), command.path());
        }
        String label = command.label() == null ? "" : command.label();
        if (label.length() > LABEL) {
            return refused(Reason.SWAP_LABEL, label.length(), label);
        }
        swap.areas().make(new SwapArea(command.path(), (int) slots, label, file != Files.NIL));
        return new Reply.Setting("pages", Integer.toString((int) slots - 1));
    }

    /** Without a size the header says how large it is. */
    Reply on(ReclaimCommand.Swapon command) {
        SwapArea area = swap.areas().at(command.path());
        boolean sized = command.size() >= 0;
        long slots = sized ? command.size() >>> PAGE_SHIFT : area == null ? 0 : area.slots();
        if (!sized && area == null) {
            return refused(Reason.SWAP_UNMADE, 0, command.path());
        }
        if (slots < 2 || slots > SwapPte.OFFSETS) {
            return refused(Reason.SWAP_SIZE, 0, Bits.hex(command.size()));
        }
        if (swap.find(command.path()) != SwapSpace.NIL || !swap.hasRoom()) {
            return refused(Reason.SWAP_TAKEN, swap.hasRoom() ? 0 : 1, command.path());
        }
        if (sized) {
            swap.areas().make(new SwapArea(command.path(), (int) slots, area == null ? "" : area.label(), false));
        }
        int device = swap.on(command.path(), (int) slots, command.rotational(), command.priority());
        reclaim.zswap().swapon(device, (int) slots);
        state.accounts().setSwapPages(swap.total());
        return new Reply.Setting("pages", Integer.toString((int) slots - 1));
    }

    Reply off(ReclaimCommand.Swapoff command) {
        int device = swap.find(command.path());
        if (device == SwapSpace.NIL) {
            return refused(Reason.SWAP_UNKNOWN, 0, command.path());
        }
        if (!state.accounts().fits(swap.pages(device), 0, true)) {
            return refused(Reason.SWAP_PROMISED, swap.pages(device), command.path());
        }
        int used = swap.inUse(device);
        reclaim.swapOff(device);
        state.accounts().setSwapPages(swap.total());
        return new Reply.Setting("freed", Integer.toString(used));
    }

    /** A device that could not be emptied is used again; what came back from it stays in memory. */
    void reopen(String path) {
        int device = swap.find(path);
        if (device != SwapSpace.NIL && swap.isClosing(device)) {
            swap.reopen(device);
        }
    }

    /** Why a device cannot be emptied for want of frames. */
    Refusal noFrames(String path) {
        int device = swap.find(path);
        return new Refusal(Reason.SWAP_NO_ROOM, device == SwapSpace.NIL ? 0 : swap.inUse(device), 0, 0, path);
    }

    private static Reply refused(Reason reason, int a, @Nullable String word) {
        return new Reply.Refused(new Refusal(reason, a, 0, 0, word));
    }
}
