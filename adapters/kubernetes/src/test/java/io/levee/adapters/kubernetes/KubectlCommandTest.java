package io.levee.adapters.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KubectlCommandTest {
    @Test
    void everythingThatPeopleTypeIsThere() {
        KubectlCommand command = parse(
                "/usr/bin/kubectl create job --image acme.example/report:7 report --limits=cpu=500m,memory=512Mi -- python3 -u job.py --image x");

        assertThat(command.name()).isEqualTo("report");
        assertThat(command.image()).isEqualTo("acme.example/report:7");
        assertThat(command.cpu().orElseThrow()).isEqualByComparingTo("0.5");
        assertThat(command.memory().orElseThrow()).isEqualByComparingTo(BigDecimal.valueOf(512L * 1024 * 1024));
        assertThat(command.program()).containsExactly("python3", "-u", "job.py", "--image", "x");
    }

    @Test
    void whatTheImageItselfSaysIsRunWithoutACommand() {
        KubectlCommand command = parse("kubectl create job report --image=report");
        assertThat(command)
                .isEqualTo(new KubectlCommand("report", "report", Optional.empty(), Optional.empty(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kubectl apply -f job.yaml                                       | no `kubectl create job`
            kubectl create                                                  | no `kubectl create job`
            helm create job report --image=x                                | no `kubectl create job`
            kubectl create job report                                       | `` is no image
            kubectl create job --image=x                                    | `` is no name of a job
            kubectl create job report --image                               | `` is no image
            kubectl create job Report --image=x                             | `Report` is no name of a job
            kubectl create job report again --image=x                       | `again` has no place
            kubectl create job report --image=x --image=y                   | `--image` is there twice
            kubectl create job report --image=x --namespace=kube-system     | `--namespace=kube-system` has no place
            kubectl create job report --image=x -n kube-system              | `-n` has no place
            kubectl create job report --image=x --from=cronjob/a            | `--from=cronjob/a` has no place
            kubectl create job report --image=x --limits=gpu=1              | `gpu=1` is no limit
            kubectl create job report --image=x --limits=memory             | `memory` is no limit
            kubectl create job report --image=x --limits=memory=-1          | `memory=-1` is no limit
            kubectl create job report --image=x --limits=                   | `` is no limit
            """)
    void aWordThatIsNotUnderstoodIsRefused(String command, String why) {
        assertThatThrownBy(() -> parse(command))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({
        "acme.example/shop/, acme.example/shop/report:7, true",
        "acme.example/shop, acme.example/shop/report:7, true",
        "acme.example/shop, acme.example/shop:7, true",
        "acme.example/shop, acme.example/shop, true",
        "acme.example/shop, acme.example/shops/report:7, false",
        "acme.example/shop, acme.example.evil/shop/report:7, false",
        "other/ acme.example/, acme.example/x, true",
        "'', anything:1, true",
    })
    void aPrefixOfImagesEndsWhereAPartOfANameDoes(String images, String image, boolean may) {
        assertThat(KubernetesSettings.of(Map.of("namespace", "agents", "images", images))
                        .mayRun(image))
                .isEqualTo(may);
    }

    private static KubectlCommand parse(String command) {
        return KubectlCommand.parse(Arrays.asList(command.split(" ")));
    }
}
