/** The grading queue: leases on rows, a fixed pool of threads, verdicts written back. */
@NullMarked
package pagewalk.server.grading;

import org.jspecify.annotations.NullMarked;
