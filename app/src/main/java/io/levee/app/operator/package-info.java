/// What operators do past the API: make a key ([OperatorKeyCommand]), and send signed orders to control doors
/// ([SignedStop]).
@NullMarked
package io.levee.app.operator;

import org.jspecify.annotations.NullMarked;
