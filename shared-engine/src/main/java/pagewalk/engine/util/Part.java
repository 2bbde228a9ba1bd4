package pagewalk.engine.util;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method through which a part of the engine is reached, so that a browser program can be built without the
 * part.
 *
 * <p>On the JVM it does nothing. In a program that leaves the part out, a method that answers an object answers null,
 * one
 * that answers a boolean answers false, and any other fails, because nothing may call it; the compiler drops what
 * nothing
 * else reaches. Such a program refuses to read the part's commands and settings; it never answers differently.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
public @interface Part {
    /** The part's name, as the build of a program lists it. */
    String value();
}
