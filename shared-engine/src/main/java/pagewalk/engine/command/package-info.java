/**
 * What a user can ask, and its one text grammar: the log, the wire, the console and the lab file.
 */
@NullMarked
package pagewalk.engine.command;

import org.jspecify.annotations.NullMarked;
