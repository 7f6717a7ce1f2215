/// `levee stop-rule`: what stop rules would have done to the past. Read [StopRuleCommand], then [ExportEntries].
@NullMarked
package io.levee.app.rules;

import org.jspecify.annotations.NullMarked;
