/** The work that the engine is measured with, on the JVM and in JavaScript. Compiled in the profile "bench" only. */
@NullMarked
package pagewalk.bench;

import org.jspecify.annotations.NullMarked;
