package io.levee.facts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A component of a fact that lines written before it do not have. It is read as empty, or false, where it is absent,
/// and is written only where it says something, so that old lines stay what they were.
@Target(ElementType.RECORD_COMPONENT)
@Retention(RetentionPolicy.RUNTIME)
public @interface Later {}
