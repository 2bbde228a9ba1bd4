/** A machine shared with others: the room's log, who is there, and what the instructor does with it. */
@NullMarked
package pagewalk.web.room;

import org.jspecify.annotations.NullMarked;
