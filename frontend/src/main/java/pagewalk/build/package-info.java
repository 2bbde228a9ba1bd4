/** What runs inside the compiler while the browser's programs are built; nothing of it reaches a browser. */
@NullMarked
package pagewalk.build;

import org.jspecify.annotations.NullMarked;
