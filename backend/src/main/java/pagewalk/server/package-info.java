/** The server: pages, REST, WebSockets, grading and storage. */
@NullMarked
package pagewalk.server;

import org.jspecify.annotations.NullMarked;
