/** Typing commands. */
@NullMarked
package pagewalk.web.console;

import org.jspecify.annotations.NullMarked;
