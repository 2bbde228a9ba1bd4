/** Writing JSON without a library, so that the command line starts fast. */
@NullMarked
package pagewalk.lab.json;

import org.jspecify.annotations.NullMarked;
