/** JSON text in and out, the same on every target. */
@NullMarked
package pagewalk.web.json;

import org.jspecify.annotations.NullMarked;
