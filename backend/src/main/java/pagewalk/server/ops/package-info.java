/** Running the server: start, stop, storage, backup, limits and the guard in front of every request. */
@NullMarked
package pagewalk.server.ops;

import org.jspecify.annotations.NullMarked;
