/** The server and the browser's own storage: requests, the journal and its way to the server. */
@NullMarked
package pagewalk.web.live;

import org.jspecify.annotations.NullMarked;
