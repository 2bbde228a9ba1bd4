/**
 * The rule book: why the machine decides as it does, with the place in Linux 6.12 it was read from.
 */
@NullMarked
package pagewalk.engine.rule;

import org.jspecify.annotations.NullMarked;
