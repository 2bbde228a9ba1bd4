/**
 * Recorded truth against the engine: recordings of a real kernel are read, replayed and compared.
 *
 * <p>The comparison lives here alone. The engine gets a state to start from and then requests, never what is expected
 * of it. A recording that needs something the engine does not model is said to, and never counts as agreement.
 *
 * <p>Compared after every operation: the pfn or the failure, every free list in order, the free pages, the 11 counts
 * of /proc/buddyinfo and the pageblocks' types. Not compared: per-CPU state and the watermark boost, which are not
 * modelled.
 */
@NullMarked
package pagewalk.lab.prove;

import org.jspecify.annotations.NullMarked;
