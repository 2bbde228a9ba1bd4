/** What is known about the selected block, and the free lists. */
@NullMarked
package pagewalk.web.inspector;

import org.jspecify.annotations.NullMarked;
