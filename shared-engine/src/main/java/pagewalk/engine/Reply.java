package pagewalk.engine;

import pagewalk.engine.event.Refusal;
import pagewalk.engine.heap.Mallinfo;
import pagewalk.engine.slab.CacheGeometry;
import pagewalk.engine.tlb.Counter;
import pagewalk.engine.util.Bits;

/** What a command came to; {@link #line()} is what the console and {@code lab sim} print. */
public sealed interface Reply {
    /** What a command that was carried out answers when nobody wants to know more. */
    Reply DONE = new Done();

    String line();

    /** False for a refusal only. */
    default boolean ok() {
        return true;
    }

    /** The command was carried out. */
    record Done() implements Reply {
        @Override
        public String line() {
            return "ok";
        }
    }

    /** A block was handed out. */
    record Allocated(int pfn, int order) implements Reply {
        @Override
        public String line() {
            return "ok pfn=" + pfn;
        }
    }

    /** A block came back; {@code pfn} and {@code order} tell the free block it ended in. */
    record Freed(int pfn, int order) implements Reply {
        @Override
        public String line() {
            return "ok pfn=" + pfn + " order=" + order;
        }
    }

    /** A table of memblock was changed; it has {@code count} ranges of {@code total} bytes together. */
    record Ranges(int count, long total) implements Reply {
        @Override
        public String line() {
            return "ok cnt=" + count + " total=" + Bits.hex(total);
        }
    }

    /** Physical memory was handed out. */
    record Address(long pa) implements Reply {
        @Override
        public String line() {
            return "ok pa=" + Bits.hex(pa);
        }
    }

    /** A setting has the value that was asked for. */
    record Setting(String key, String value) implements Reply {
        @Override
        public String line() {
            return "ok " + key + "=" + value;
        }
    }

    /** Memory was compacted: pages moved, left, passed by either scanner and taken by them, by vmstat's names. */
    record Compacted(int success, int fail, int migrateScanned, int freeScanned, int isolated) implements Reply {
        @Override
        public String line() {
            return "ok pgmigrate_success=" + success + " pgmigrate_fail=" + fail + " compact_migrate_scanned="
                    + migrateScanned + " compact_free_scanned=" + freeScanned + " compact_isolated=" + isolated;
        }
    }

    /** A cache was created, or {@code shared} with others under one more name. */
    record Cache(CacheGeometry geometry, boolean shared) implements Reply {
        @Override
        public String line() {
            return "ok size=" + geometry.size() + " offset=" + geometry.offset() + " inuse=" + geometry.inuse()
                    + " align=" + geometry.align() + " order=" + geometry.order() + " objects=" + geometry.objects()
                    + " min_partial=" + geometry.minPartial() + " cpu_partial=" + geometry.cpuPartial()
                    + " cpu_partial_slabs=" + geometry.cpuPartialSlabs()
                    + (shared ? " alias=" + geometry.sharedName() : "");
        }
    }

    /** An object was handed out or came back: its cache, its address, the first pfn of its slab, its number there. */
    record ObjectAt(String cache, long addr, int pfn, int object) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + Bits.hex(addr) + " cache=" + cache + " pfn=" + pfn + " obj=" + object;
        }
    }

    /** Whole pages were handed out for a large request, or came back. */
    record Large(long addr, int pfn, int order) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + Bits.hex(addr) + " pfn=" + pfn + " order=" + order;
        }
    }

    /** A cache gave {@code freed} slabs back and has {@code slabs} left; {@code names} stand for it still. */
    record SlabsFreed(int freed, int slabs, int names) implements Reply {
        @Override
        public String line() {
            return "ok freed=" + freed + " slabs=" + slabs + " refcount=" + names;
        }
    }

    /** A check failed, so the object did not come back. */
    record NotFreed(Reply object) implements Reply {
        @Override
        public String line() {
            return object.line() + " freed=0";
        }
    }

    /** {@code count} bytes from {@code addr} on were written. */
    record Written(long addr, int count) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + Bits.hex(addr) + " count=" + count;
        }
    }

    /** The objects of all slabs of a cache were looked at. */
    record Validated(int slabs, int bad) implements Reply {
        @Override
        public String line() {
            return "ok slabs=" + slabs + " bad=" + bad;
        }
    }

    /** A memory pool was made, changed, or went, and gave {@code freed} elements back in that case. */
    record Pool(int minNr, int currNr, int freed) implements Reply {
        @Override
        public String line() {
            return minNr == 0 ? "ok freed=" + freed : "ok min_nr=" + minNr + " curr_nr=" + currNr;
        }
    }

    /** An element of a pool was handed out or came back; the reserve has {@code currNr} now. */
    record Element(Reply at, int currNr) implements Reply {
        @Override
        public String line() {
            return at.line() + " curr_nr=" + currNr;
        }
    }

    /** An area of kernel addresses was made or taken apart; its guard page is not among the pages. */
    record Area(long addr, int pages) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + Bits.hex(addr) + " pages=" + pages;
        }
    }

    /** An area of kernel addresses was made over physical ones outside memory. */
    record Device(long addr, long phys, int pages) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + Bits.hex(addr) + " phys=" + Bits.hex(phys) + " pages=" + pages;
        }
    }

    /**
     * A block of the range beside the machine was handed out: the owner's address, the block, the free chunks that the
     * search looked at, and what is left.
     */
    record Carved(int addr, int block, int size, int searched, Chunks left) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + addr + " block=" + block + " size=" + size + " searched=" + searched + " free="
                    + left.free() + " largest=" + left.largest() + " chunks=" + left.chunks();
        }
    }

    /** The free bytes of the range beside the machine, the largest free chunk, and how many of them there are. */
    record Chunks(int free, int largest, int chunks) implements Reply {
        @Override
        public String line() {
            return "ok free=" + free + " largest=" + largest + " chunks=" + chunks;
        }
    }

    /** A process was made, or exited, or was waited for; {@code status} is -1 where it is not told. */
    record Process(int pid, int status) implements Reply {
        @Override
        public String line() {
            return "ok pid=" + pid + (status < 0 ? "" : " status=" + status);
        }
    }

    /** How likely a process is killed when memory runs out. */
    record Judged(int pid, int adj, int score) implements Reply {
        @Override
        public String line() {
            return "ok pid=" + pid + " oom_score_adj=" + adj + " oom_score=" + score;
        }
    }

    /** A CPU runs a process, with its top table at a physical address. */
    record Switched(int cpu, int pid, long cr3) implements Reply {
        @Override
        public String line() {
            return "ok cpu=" + cpu + " pid=" + pid + " cr3=" + Bits.hex(cr3);
        }
    }

    /** A process runs a program, whose code begins at an address, and its heap at another. */
    record Loaded(int pid, long entry, long brk) implements Reply {
        @Override
        public String line() {
            return "ok pid=" + pid + " entry=" + Bits.hex(entry) + " brk=" + Bits.hex(brk);
        }
    }

    /** A mapping was made or moved. */
    record Mapped(long addr) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + Bits.hex(addr);
        }
    }

    /** The heap of a process ends at an address. */
    record HeapEnd(long brk) implements Reply {
        @Override
        public String line() {
            return "ok brk=" + Bits.hex(brk);
        }
    }

    /** A call or an access was carried out, with so many faults; {@code value} is what was loaded, unless it is 0. */
    record Faulted(int minor, int major, long value) implements Reply {
        @Override
        public String line() {
            return "ok minflt=" + minor + " majflt=" + major + (value == 0 ? "" : " value=" + Bits.hex(value));
        }
    }

    /** An access that no fault could serve: the program got a signal. */
    record Signal(String name, String code, long addr) implements Reply {
        @Override
        public String line() {
            return "signal " + name + " code=" + code + " addr=" + Bits.hex(addr);
        }

        @Override
        public boolean ok() {
            return false;
        }
    }

    /** A file was made, of so many pages. */
    record FileMade(int inode, int pages) implements Reply {
        @Override
        public String line() {
            return "ok ino=" + inode + " pages=" + pages;
        }
    }

    /** The C library handed memory out; the program may use {@code usable} bytes. */
    record Pointer(long addr, long usable) implements Reply {
        @Override
        public String line() {
            return "ok addr=" + Bits.hex(addr) + " usable=" + usable;
        }
    }

    /** A call of the C library returned NULL and set errno; the program goes on. */
    record NullPointer(boolean enomem) implements Reply {
        @Override
        public String line() {
            return "ok addr=0x0" + (enomem ? " errno=ENOMEM" : "");
        }
    }

    /** Memory came back: bytes that the arena has, those of its top, and where the break is. */
    record HeapLeft(int arena, int keepcost, long brk) implements Reply {
        @Override
        public String line() {
            return "ok arena=" + arena + " keepcost=" + keepcost + " brk=" + Bits.hex(brk);
        }
    }

    /** Whether malloc_trim() gave memory back, and where the break is. */
    record Trimmed(boolean released, long brk) implements Reply {
        @Override
        public String line() {
            return "ok released=" + (released ? 1 : 0) + " brk=" + Bits.hex(brk);
        }
    }

    /** A heap in numbers, and where the break is. */
    record HeapCounts(Mallinfo counts, long brk) implements Reply {
        @Override
        public String line() {
            return "ok " + counts.text() + " brk=" + Bits.hex(brk);
        }
    }

    /** The C library ended the process; what it printed before, or nothing. */
    record Ended(String signal, String message) implements Reply {
        @Override
        public String line() {
            return "signal " + signal + (message.isEmpty() ? "" : " message=\"" + message + "\"");
        }
    }

    /** An address space beside the machine was begun; {@code page} is 0 for one without pages. */
    record Space(String scheme, long asize, long psize, int page) implements Reply {
        @Override
        public String line() {
            return "ok scheme=" + scheme + " asize=" + asize + " psize=" + psize + (page == 0 ? "" : " page=" + page);
        }
    }

    /** A segment has this base and this limit. */
    record Registers(int segment, long base, long limit, boolean down) implements Reply {
        @Override
        public String line() {
            return "ok segment=" + segment + " base=" + Bits.hex(base) + " limit=" + limit + " grows="
                    + (down ? "down" : "up");
        }
    }

    /** A virtual page is mapped to a frame, -1 for none; {@code table} is the page of its entry, -1 outside memory. */
    record SmallPage(int vpn, int pfn, int table) implements Reply {
        @Override
        public String line() {
            return "ok vpn=" + vpn + (pfn < 0 ? "" : " pfn=" + pfn) + (table < 0 ? "" : " table=" + table);
        }
    }

    /** An address was translated; {@code value} is the byte there, -1 where memory has no contents. */
    record Translated(long pa, int value) implements Reply {
        @Override
        public String line() {
            return "ok pa=" + Bits.hex(pa) + (value < 0 ? "" : " value=" + Bits.hex(value));
        }
    }

    /** An address beyond the limit of {@code segment}, or in a page without a valid entry; the other is -1. */
    record Violation(long addr, int segment, int vpn) implements Reply {
        @Override
        public String line() {
            String where = segment < 0 ? " vpn=" + vpn : " segment=" + segment;
            return "signal SIGSEGV addr=" + Bits.hex(addr) + where;
        }
    }

    /** What the translation buffer of a CPU counted, by {@link Counter}. */
    record Counted(int cpu, int[] counts) implements Reply {
        @Override
        public String line() {
            StringBuilder text = new StringBuilder("ok cpu=").append(cpu);
            for (Counter counter : Counter.values()) {
                text.append(' ').append(counter.word()).append('=').append(counts[counter.ordinal()]);
            }
            return text.toString();
        }
    }

    /** A file, verbatim, with its newlines. */
    record FileText(String body) implements Reply {
        @Override
        public String line() {
            return body;
        }
    }

    /** The request could not be met and nothing changed. */
    record Refused(Refusal refusal) implements Reply {
        @Override
        public String line() {
            return "refused " + refusal.errno() + ": " + refusal.sentence();
        }

        @Override
        public boolean ok() {
            return false;
        }
    }
}
