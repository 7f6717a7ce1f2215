/// Replays of histories that are made for the test.
@NullMarked
package io.levee.app.review.backtest;

import org.jspecify.annotations.NullMarked;
