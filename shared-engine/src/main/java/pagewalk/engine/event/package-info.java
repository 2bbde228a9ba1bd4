/**
 * What a subsystem tells: micro-steps as six ints, packed in a log, decoded only when somebody looks; and refusals.
 *
 * <p>Three kinds of "no" never mix. A request that cannot be met is a {@link pagewalk.engine.event.Refusal} with the
 * kernel's errno. An outcome that Linux models is an ordinary event. A bug of ours is a failed check.
 */
@NullMarked
package pagewalk.engine.event;

import org.jspecify.annotations.NullMarked;
