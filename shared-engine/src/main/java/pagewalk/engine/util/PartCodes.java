package pagewalk.engine.util;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On an enum whose constants have codes: which codes belong to which {@link Part}.
 *
 * <p>In a program that leaves a part out, its constants are one and the same, so that the words of each are not loaded.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface PartCodes {
    /** {@code "part first-last"} for each range of codes; a code in none belongs to every program. */
    String[] value();
}
