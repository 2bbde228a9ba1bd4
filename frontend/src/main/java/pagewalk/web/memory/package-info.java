/**
 * Pictures of what stands before and upon the buddy lists: watermarks, processors' lists, slabs, memblock. Only free
 * play links them, so that the program of a lab stays small.
 */
@NullMarked
package pagewalk.web.memory;

import org.jspecify.annotations.NullMarked;
