package dev.deskhours.auth.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The action that a caller of this operation must be allowed; every operation of the API carries one. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Permission {
    Action value();

    /** Whether the operation reads its body as a stream of any length, and to its end before anything is final. */
    boolean streamed() default false;
}
