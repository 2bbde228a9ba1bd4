/**
 * How a lab's folder is read: {@code lab.yaml} with a place for every complaint, and the draws of a variant.
 *
 * <p>A draw has a name and a stream of random numbers of its own, so adding one never changes the others. Texts of
 * the lab are templates: {@code {name}}, {@code {name[0]}} and {@code {name.key}} stand for drawn values, and may
 * nest.
 */
@NullMarked
package pagewalk.lab.content;

import org.jspecify.annotations.NullMarked;
