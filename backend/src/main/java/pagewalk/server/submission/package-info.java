/** Submissions: stored before they are acknowledged, watched live until the verdict. */
@NullMarked
package pagewalk.server.submission;

import org.jspecify.annotations.NullMarked;
