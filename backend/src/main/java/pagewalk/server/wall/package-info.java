/** The wall: what an instructor sees of a class at work, and the record of who looked. */
@NullMarked
package pagewalk.server.wall;

import org.jspecify.annotations.NullMarked;
