/**
 * Traces from files: opened, told apart by their looks, streamed through replacement policies, tabled and drawn.
 *
 * <p>A trace is read once, whatever is asked. Only what OPT needs is kept, the pages and their next uses: in memory
 * while they are few, then in a file that goes when the program does.
 */
@NullMarked
package pagewalk.lab.trace;

import org.jspecify.annotations.NullMarked;
