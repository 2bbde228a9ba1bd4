/** Labs: their content, the variant drawn for each student, and the grader. */
@NullMarked
package pagewalk.lab;

import org.jspecify.annotations.NullMarked;
