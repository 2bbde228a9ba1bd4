/** The heap of a process. */
@NullMarked
package pagewalk.engine.heap;

import org.jspecify.annotations.NullMarked;
