/** The machine: a deterministic model of Linux memory management, and its only public door. */
@NullMarked
package pagewalk.engine;

import org.jspecify.annotations.NullMarked;
