/** The instructor's wall: a tile for each student at work, kept up to date by what changed. */
@NullMarked
package pagewalk.web.wall;

import org.jspecify.annotations.NullMarked;
