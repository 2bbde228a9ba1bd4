/** Labs as the browser sees them: the catalogue and each student's variant. */
@NullMarked
package pagewalk.server.lab;

import org.jspecify.annotations.NullMarked;
