/** The page on which traces are run through replacement policies, and the examples it offers. */
@NullMarked
package pagewalk.server.trace;

import org.jspecify.annotations.NullMarked;
