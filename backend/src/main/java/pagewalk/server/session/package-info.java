/** Work sessions: their journal and the predictions committed in them. */
@NullMarked
package pagewalk.server.session;

import org.jspecify.annotations.NullMarked;
