/**
 * Files of /proc as text, byte for byte as Linux prints them, and the one that can be read back.
 */
@NullMarked
package pagewalk.engine.proc;

import org.jspecify.annotations.NullMarked;
