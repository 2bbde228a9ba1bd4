/**
 * Time travel over a session: step, seek and branch, always by running the commands again.
 */
@NullMarked
package pagewalk.engine.timeline;

import org.jspecify.annotations.NullMarked;
