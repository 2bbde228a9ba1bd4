/**
 * Small read-only answers about the state, for pictures, inspectors and checks.
 */
@NullMarked
package pagewalk.engine.view;

import org.jspecify.annotations.NullMarked;
