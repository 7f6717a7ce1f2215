/// `levee diagnose` and `levee skill`: why a run failed, and what the skills that say so are
/// worth. Needs no server.
///
/// Read [DiagnoseCommand], [LogFiles] (what is named on the command line), [DiagnosisText] and
/// [DiagnosisJson] (what is printed), [SkillCommand].
@NullMarked
package io.levee.app.diagnose;

import org.jspecify.annotations.NullMarked;
