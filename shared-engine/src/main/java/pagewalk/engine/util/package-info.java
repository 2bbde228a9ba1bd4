/**
 * Checks, bits, int lists and the seeded generator: what every other package stands on.
 */
@NullMarked
package pagewalk.engine.util;

import org.jspecify.annotations.NullMarked;
