/** What the build runs: inside TeaVM's compiler, or on the JVM before the files are bundled. No page loads it. */
@NullMarked
package pagewalk.build;

import org.jspecify.annotations.NullMarked;
