/// The console: server-rendered pages for people who watch agents and may have to stop them. A client of the HTTP API
/// and of nothing else; it holds each visitor's API token on the server and hands the browser only a cookie that means
/// nothing elsewhere.
///
/// Reading order: [ConsoleServer], [Door] (who is visiting, and is this really their click), [Api], then the pages:
/// [LoginPages], [FeedPages], [ApprovalPages], [ReviewPages], [BudgetPages], [ToolPages],
/// [StopPages]. Templates are in `src/main/jte`; what they
/// show are the records here.
@NullMarked
package io.levee.console;

import org.jspecify.annotations.NullMarked;
