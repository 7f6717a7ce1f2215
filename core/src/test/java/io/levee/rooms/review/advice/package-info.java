@NullMarked
package io.levee.rooms.review.advice;

import org.jspecify.annotations.NullMarked;
