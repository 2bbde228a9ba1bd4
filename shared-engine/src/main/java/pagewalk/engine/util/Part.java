package pagewalk.engine.util;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the one method that opens a part of the engine, so that a browser program can be built without the part.
 *
 * <p>On the JVM it does nothing. In a program that leaves the part out the method answers null, and the compiler drops
 * what nothing else reaches. A program without a part refuses to parse its commands; it never answers differently.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Part {
    /** The part's name, as the build of a program lists it. */
    String value();
}
