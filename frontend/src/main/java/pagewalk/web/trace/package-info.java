/**
 * Traces in the browser: a page on which one is opened, and a worker beside it that reads the file in slices, runs the
 * policies and tells what it found.
 *
 * <p>The page and its worker are the same program. They talk in texts of lines with tabs ({@code Lines}); only the file
 * itself goes along as it is. Stopping a run ends the worker, and the next run begins a new one.
 */
@NullMarked
package pagewalk.web.trace;

import org.jspecify.annotations.NullMarked;
