/** Rooms: machines that several people drive together, ordered by one locked row and carried by one log. */
@NullMarked
package pagewalk.server.room;

import org.jspecify.annotations.NullMarked;
