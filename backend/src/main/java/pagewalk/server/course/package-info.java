/** Courses: the demo course, the student's course page and the instructor's pages. */
@NullMarked
package pagewalk.server.course;

import org.jspecify.annotations.NullMarked;
