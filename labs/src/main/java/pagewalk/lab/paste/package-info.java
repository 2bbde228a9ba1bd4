/** Files of a real machine's /proc, pasted, as the start of a session: a machine's text and its first commands. */
@NullMarked
package pagewalk.lab.paste;

import org.jspecify.annotations.NullMarked;
