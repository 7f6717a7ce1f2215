package io.levee.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How long, as people write it: `90s`, `30m`, `8h`, `2d`.
record Period(Duration duration) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9})([smhd])");

    static final class Reader implements ITypeConverter<Period> {
        @Override
        public Period convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("`%s` is no time: write `90s`, `30m`, `8h` or `2d`".formatted(text));
            }
            long number = Long.parseLong(matcher.group(1));
            return new Period(
                    switch (matcher.group(2)) {
                        case "s" -> Duration.ofSeconds(number);
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    });
        }
    }
}
