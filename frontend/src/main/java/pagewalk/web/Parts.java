package pagewalk.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a program's main class: the parts of the engine that it has; a program without this has all of them. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Parts {
    /** Those that it has; names as in {@link pagewalk.engine.util.Part}. */
    String[] value() default {};

    /** Those that it leaves out; then it has all others. */
    String[] without() default {};
}
