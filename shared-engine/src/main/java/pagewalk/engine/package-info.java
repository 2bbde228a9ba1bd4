/**
 * The deterministic Linux memory machine: {@link pagewalk.engine.Machine} is the only door that changes anything.
 *
 * <p>The same config and commands give the same events and the same digest on the JVM, in JavaScript and in
 * WebAssembly. So there is no clock here, no thread, no floating point, no hash iteration and no randomness but a
 * seed. Packages carry the kernel's names and depend on each other in one direction only.
 */
@NullMarked
package pagewalk.engine;

import org.jspecify.annotations.NullMarked;
