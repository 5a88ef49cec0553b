package dev.initlab.suite.engine;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a class stand for suite files, for tools that look for nothing but classes, as Surefire and Gradle do.
 *
 * <pre>
 * &#64;SuiteFiles("src/test/suites")
 * class OrderSuites {
 * }
 * </pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SuiteFiles {
    /**
     * Suite files, and folders in which all of them are meant: in the working directory, which build tools set to the
     * project's, or else on the class path.
     */
    String[] value();
}
