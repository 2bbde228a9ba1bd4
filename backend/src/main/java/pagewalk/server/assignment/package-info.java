/** Labs as a course assigns them: their due dates, and what a student may see before and after. */
@NullMarked
package pagewalk.server.assignment;

import org.jspecify.annotations.NullMarked;
