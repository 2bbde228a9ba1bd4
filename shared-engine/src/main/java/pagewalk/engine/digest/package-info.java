/**
 * Fingerprints of what happened and of what is, in two 32-bit lanes.
 */
@NullMarked
package pagewalk.engine.digest;

import org.jspecify.annotations.NullMarked;
