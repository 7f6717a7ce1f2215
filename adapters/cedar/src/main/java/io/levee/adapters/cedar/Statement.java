package io.levee.adapters.cedar;

import java.nio.charset.StandardCharsets;

/// One policy as it stands in its file.
///
/// @param ordinal   1 for the first policy of the file
/// @param line      of its first character, from 1
/// @param nesting   how deep its brackets nest
/// @param operators how many operators could each cost a frame of the native parser's stack
record Statement(String file, int ordinal, int line, String text, int nesting, int operators) {
    /// @param byteOffset into the text's UTF-8, which is how Cedar counts
    int lineAt(int byteOffset) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int found = line;
        for (int i = 0; i < Math.min(byteOffset, bytes.length); i++) {
            if (bytes[i] == '\n') {
                found++;
            }
        }
        return found;
    }
}
