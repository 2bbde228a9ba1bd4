/**
 * What a lab is, as both the browser and the server see it; pure Java that TeaVM can compile.
 *
 * <p>Here are the session file and its journal tree, check expressions, the parts of a lab as a student sees them,
 * and the pure judgement of a prediction or a goal. Nothing here knows files, YAML, seeds or servers. No
 * {@code String.format}, no regular expressions, no streams, no hash order.
 */
@NullMarked
package pagewalk.lab.model;

import org.jspecify.annotations.NullMarked;
