package pagewalk.lab.trace;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import pagewalk.engine.trace.NextUses;
import pagewalk.engine.trace.References;
import pagewalk.engine.trace.TraceFeed;
import pagewalk.engine.trace.WholeTrace;

/**
 * A whole trace with its next uses, for what must know the future. The first blocks stay in memory; all others go to a
 * file, which is deleted at the end.
 */
final class Spill implements WholeTrace {
    /** References of a block. */
    static final int BLOCK = TraceFeed.STRETCH;

    private static final int BYTES = BLOCK * Integer.BYTES;

    private final int inMemory;
    private final List<int[]> kept = new ArrayList<>();
    private final List<int[]> keptNext = new ArrayList<>();
    private final References block = new References(BLOCK);
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BYTES);
    private final int[] ints = new int[BLOCK];
    private int blocks;
    private int total;
    private int pages;
    private @Nullable FileChannel file;

    /** @param inMemory how many blocks stay in memory */
    Spill(int inMemory) {
        this.inMemory = inMemory;
    }

    @Override
    public void add(References stretch) {
        for (int i = 0; i < stretch.size(); i++) {
            block.addPacked(stretch.get(i));
            if (block.isFull()) {
                store();
            }
        }
    }

    private void store() {
        int size = block.size();
        for (int i = 0; i < size; i++) {
            ints[i] = block.get(i);
        }
        if (blocks < inMemory) {
            kept.add(java.util.Arrays.copyOf(ints, size));
        } else {
            write(blocks, 0, size);
        }
        total += size;
        pages = Math.max(pages, block.pages());
        blocks++;
        block.clear();
    }

    private int size(int number) {
        return number + 1 < blocks ? BLOCK : total - number * BLOCK;
    }

    @Override
    public boolean isWhole() {
        return true;
    }

    @Override
    public void replay(Progress progress, TraceFeed.Use use) {
        if (block.size() > 0) {
            store();
        }
        NextUses future = new NextUses(total);
        for (int number = blocks - 1; number >= 0; number--) {
            load(number);
            future.fill(block);
            for (int i = 0; i < block.size(); i++) {
                ints[i] = block.next(i);
            }
            if (number < inMemory) {
                keptNext.add(0, java.util.Arrays.copyOf(ints, block.size()));
            } else {
                write(number, 1, block.size());
            }
            progress.at(blocks - number, 2L * blocks);
        }
        for (int number = 0; number < blocks; number++) {
            load(number);
            int[] next = number < inMemory ? keptNext.get(number) : read(number, 1, block.size());
            for (int i = 0; i < block.size(); i++) {
                block.setNext(i, next[i]);
            }
            use.take(block);
            progress.at(blocks + number + 1L, 2L * blocks);
        }
        block.clear();
    }

    private void load(int number) {
        int size = size(number);
        int[] refs = number < inMemory ? kept.get(number) : read(number, 0, size);
        block.clear();
        for (int i = 0; i < size; i++) {
            block.addPacked(refs[i]);
        }
    }

    private FileChannel file() throws IOException {
        FileChannel open = file;
        if (open == null) {
            Path path = Files.createTempFile("pagewalk-trace", ".spill");
            open = FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            file = open;
        }
        return open;
    }

    /** Where the references (0) or the next uses (1) of a block lie. */
    private long offset(int number, int part) {
        return ((number - inMemory) * 2L + part) * BYTES;
    }

    private void write(int number, int part, int size) {
        try {
            buffer.clear();
            buffer.asIntBuffer().put(ints, 0, size);
            buffer.limit(size * Integer.BYTES);
            long at = offset(number, part);
            while (buffer.hasRemaining()) {
                at += file().write(buffer, at);
            }
        } catch (IOException e) {
            throw new TraceFault(
                    true,
                    "OPT needs the whole trace on the disk, eight bytes a reference, and the folder "
                            + System.getProperty("java.io.tmpdir") + " has no room for it or cannot be written");
        }
    }

    private int[] read(int number, int part, int size) {
        try {
            buffer.clear().limit(size * Integer.BYTES);
            long at = offset(number, part);
            while (buffer.hasRemaining()) {
                int got = file().read(buffer, at);
                if (got < 0) {
                    throw new IOException("cut off");
                }
                at += got;
            }
            buffer.flip();
            buffer.asIntBuffer().get(ints, 0, size);
            return ints;
        } catch (IOException e) {
            throw new TraceFault(true, "what OPT put on the disk cannot be read again");
        }
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            throw new TraceFault(true, "the file of OPT cannot be closed");
        }
    }
}
