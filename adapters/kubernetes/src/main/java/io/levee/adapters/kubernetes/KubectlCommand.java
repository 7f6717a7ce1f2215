package io.levee.adapters.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import io.levee.rooms.jobs.ProgramName;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What `kubectl create job NAME --image=IMAGE [--limits=…] [-- COMMAND…]` asks for. Every word of it is understood.
///
/// @param cpu     of one container, in processors
/// @param memory  of one container, in bytes
/// @param program what runs in the image; empty for what the image itself says
record KubectlCommand(
        String name, String image, Optional<BigDecimal> cpu, Optional<BigDecimal> memory, List<String> program) {
    private static final String USAGE =
            "write `kubectl create job NAME --image=IMAGE [--limits=cpu=500m,memory=512Mi] [-- COMMAND…]`";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern IMAGE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@-]{0,511}");
    private static final Pattern QUANTITY = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,3})?(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
    private static final Set<String> LIMITS = Set.of("cpu", "memory");

    KubectlCommand {
        program = List.copyOf(program);
    }

    /// @throws IllegalArgumentException with the first word that is not understood
    static KubectlCommand parse(List<String> command) {
        if (command.size() < 3
                || !ProgramName.of(command.getFirst()).equals("kubectl")
                || !command.subList(1, 3).equals(List.of("create", "job"))) {
            throw new IllegalArgumentException("the command is no `kubectl create job`: " + USAGE);
        }
        int dashes = command.indexOf("--");
        int end = dashes < 0 ? command.size() : dashes;
        String name = "";
        String image = "";
        Map<String, BigDecimal> limits = new HashMap<>();
        for (int i = 3; i < end; i++) {
            String word = command.get(i);
            int equals = word.indexOf('=');
            String flag = equals < 0 ? word : word.substring(0, equals);
            if (flag.equals("--image") || flag.equals("--limits")) {
                String value = equals < 0 ? (++i < end ? command.get(i) : "") : word.substring(equals + 1);
                if (flag.equals("--limits")) {
                    limits.putAll(limits(value));
                } else if (image.isEmpty()) {
                    image = value;
                } else {
                    throw new IllegalArgumentException("`--image` is there twice: " + USAGE);
                }
            } else if (word.startsWith("-") || !name.isEmpty()) {
                throw new IllegalArgumentException("`%s` has no place on this engine: %s".formatted(word, USAGE));
            } else {
                name = word;
            }
        }
        return of(name, image, limits, dashes < 0 ? List.of() : command.subList(end + 1, command.size()));
    }

    private static KubectlCommand of(String name, String image, Map<String, BigDecimal> limits, List<String> program) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no name of a job: use 1 to 63 small letters, digits and `-`; %s".formatted(name, USAGE));
        }
        if (!IMAGE.matcher(image).matches()) {
            throw new IllegalArgumentException("`%s` is no image: %s".formatted(image, USAGE));
        }
        return new KubectlCommand(
                name,
                image,
                Optional.ofNullable(limits.get("cpu")),
                Optional.ofNullable(limits.get("memory")),
                program);
    }

    private static Map<String, BigDecimal> limits(String listed) {
        Map<String, BigDecimal> limits = new HashMap<>();
        for (String limit : listed.split(",", -1)) {
            int equals = limit.indexOf('=');
            String name = limit.substring(0, Math.max(0, equals));
            String value = limit.substring(equals + 1);
            if (!LIMITS.contains(name) || !QUANTITY.matcher(value).matches()) {
                throw new IllegalArgumentException("`%s` is no limit: %s".formatted(limit, USAGE));
            }
            limits.put(name, Quantity.getAmountInBytes(new Quantity(value)));
        }
        return limits;
    }
}
