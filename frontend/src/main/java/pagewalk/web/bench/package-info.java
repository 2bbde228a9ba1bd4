/** The workbench: the one place where the session, the position, the selection and the panels meet. */
@NullMarked
package pagewalk.web.bench;

import org.jspecify.annotations.NullMarked;
