/** The task rail: predictions, goals, submissions and verdicts. */
@NullMarked
package pagewalk.web.task;

import org.jspecify.annotations.NullMarked;
