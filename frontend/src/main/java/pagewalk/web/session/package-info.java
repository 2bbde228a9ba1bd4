/** What the student did, as a model: parts, branches, journal lines, selection. No browser in here. */
@NullMarked
package pagewalk.web.session;

import org.jspecify.annotations.NullMarked;
