/** Moving through what happened: marks, transport, playback and the log. */
@NullMarked
package pagewalk.web.timeline;

import org.jspecify.annotations.NullMarked;
