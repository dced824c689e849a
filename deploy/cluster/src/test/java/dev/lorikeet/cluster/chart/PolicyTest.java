package dev.lorikeet.cluster.chart;

import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The checks of the chart find what they are there for. */
final class PolicyTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            textBlock = """
                    'runAsNonRoot: true'                      | runAsNonRoot: false           | must not run as root
                    'automountServiceAccountToken: false'     | automountServiceAccountToken: true | must not have a token
                    'readOnlyRootFilesystem: true'            | readOnlyRootFilesystem: false | must not write to its image
                    'allowPrivilegeEscalation: false'         | allowPrivilegeEscalation: true | must not gain privileges
                    'drop: [ALL]'                             | drop: [SYS_TIME]              | must drop all capabilities
                    'type: RuntimeDefault'                    | type: Unconfined              | must name its seccomp profile
                    'lorikeet/lora-api:0.1.0'                 | lorikeet/lora-api             | must name a version of its image
                    'lorikeet/lora-api:0.1.0'                 | lorikeet/lora-api:latest      | must name a version of its image
                    'memory: 1Gi'                             | other: 1Gi                    | must ask for CPU and memory
                    'name: LORIKEET_S3_REGION'                | name: LORIKEET_S3_BUCKET      | must have each variable once
                    'name: LORIKEET_S3_BUCKET'                | name: LORIKEET_S3_SECRETKEY   | must have no secret in plain text
                    'mountPath: /tmp'                         | mountPath: /tmp, name: other  | 'mounts a volume'
                    'path: /readyz'                           | path: /livez                  | must not be started anew
                    'name: http, containerPort'               | name: web, containerPort      | has no livenessProbe
                    'terminationGracePeriodSeconds: 60'       | terminationGracePeriodSeconds: 40 | is killed before it has ended
                    'kind: PodDisruptionBudget'               | kind: ConfigMap               | must have a budget of disruptions
                    'replicas: 2'                             | paused: false                 | must have replicas or something
                    'app.kubernetes.io/part-of: lorikeet'     | part-of: lorikeet             | lacks the label
                    'targetPort: http'                        | targetPort: metrics           | leads nowhere
                    """)
    void everyFaultIsFound(String sound, String broken, String sentence) {
        var text = Chart.text("lorikeet", Chart.MINIMAL).replace("- {name: tmp, mountPath", "- {mountPath");
        assertThat(text).contains(sound);
        var manifests = Chart.manifests(text.replace(sound, broken));
        assertThat(new Policy(manifests).faults()).anyMatch(fault -> fault.contains(sentence));
    }

    @Test
    void whatIsThereTwiceAndWhatLeadsToNothingIsFound() {
        var manifests = Chart.render(Chart.ci("full"));
        assertThat(new Policy(Stream.concat(manifests.stream(), manifests.stream()).toList()).faults())
                .anyMatch(fault -> fault.endsWith("is there twice"));
        var alone = manifests.stream().filter(one -> !one.kind().equals("Service")).toList();
        assertThat(new Policy(alone).faults()).anyMatch(fault -> fault.startsWith("nothing is behind"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'revisionHistoryLimit: 3'   | revisionHistorySize: 3         | revisionHistorySize
            'replicas: 2'               | replicas: "2"                  | string found, integer expected
            'value: lorikeet'           | value: 3                       | integer found, string expected
            'sizeLimit: 256Mi'          | sizeLimit: 256 MB              | does not match
            'kind: ServiceAccount'      | kind: ServiceAcount            | nothing is known about
            'name: http, port: 8080'    | name: http                     | required property 'port' not found
            """)
    void everyMistakeOfFormIsFound(String sound, String broken, String sentence) {
        var text = Chart.text("lorikeet", Chart.MINIMAL).replace("value: \"lorikeet\"", "value: lorikeet");
        assertThat(text).contains(sound);
        var manifests = Chart.manifests(text.replace(sound, broken));
        assertThat(manifests).flatMap(PolicyTest::faults).anyMatch(fault -> fault.contains(sentence));
    }

    private static java.util.List<String> faults(Manifest manifest) {
        try {
            return Schemas.faults(manifest);
        } catch (IllegalArgumentException unknown) {
            return java.util.List.of(String.valueOf(unknown.getMessage()));
        }
    }
}
