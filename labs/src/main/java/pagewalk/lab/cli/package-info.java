/**
 * The commands of {@code ./lab} that need no server: sim, prove, grade and trace.
 *
 * <p>Answers go to standard output, complaints to standard error in one sentence. Exit status: 0 done, 1 done with a
 * result that is not good (a difference, a rejected file, a file that cannot be read), 2 not understood.
 */
@NullMarked
package pagewalk.lab.cli;

import org.jspecify.annotations.NullMarked;
