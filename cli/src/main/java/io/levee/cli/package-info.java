/// The commands that talk to a running Levee over its HTTP API; nothing here imports the product.
///
/// Reading order: [LeveeCommand] (the list of commands), [Remote] (where the server is and who we are), [Api] (one
/// request), [Exit] (what scripts may rely on), then one file for each command.
@NullMarked
package io.levee.cli;

import org.jspecify.annotations.NullMarked;
