/**
 * Recorded truth against the engine: recordings of a real kernel are read, replayed and compared.
 *
 * <p>The comparison lives here alone. The engine gets a state to start from and then requests, never what is expected
 * of it.
 *
 * <p>Compared after every operation: the pfn or the failure, every free list in order, the free pages, the 11 counts
 * of /proc/buddyinfo, the pageblocks' types, the processor's lists and numbers, the boost and the high-atomic reserve.
 */
@NullMarked
package pagewalk.lab.prove;

import org.jspecify.annotations.NullMarked;
