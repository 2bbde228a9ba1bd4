/** The picture of physical memory, one class for each kind of picture, and its text twin. */
@NullMarked
package pagewalk.web.stage;

import org.jspecify.annotations.NullMarked;
