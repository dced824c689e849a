package dev.lorikeet.cluster.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whoever makes a mistake is told which value to change, before anything is installed. */
final class RefusedValuesTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            addresses: {loraApi: ''}                           | addresses.loraApi: say where browsers reach lora-api
            addresses: {generationService: ''}                 | addresses.generationService: say where browsers reach
            addresses: {generationService: 'http://videos'}    | addresses.generationService: RunPod calls back by https
            oidc: {issuer: ''}                                 | oidc.issuer: say who issues the tokens
            oidc: {clientId: ''}                               | oidc.clientId: say by which client
            mongodb: {secret: ''}                              | mongodb.secret: name the secret
            runpod: {secret: ''}                               | runpod.secret: name the secret
            kafka: {bootstrapServers: ''}                      | kafka.bootstrapServers: say where Kafka is
            kafka: {authentication: scram-sha-512}             | kafka.secret: name the secret for scram-sha-512
            kafka: {authentication: tls, secret: a}            | kafka.authentication: tls needs kafka.tls.enabled
            kafka: {tls: {caSecret: a}}                        | kafka.tls.caSecret: is of use only with
            kafka: {topics: {minInSyncReplicas: 4}}            | kafka.topics.minInSyncReplicas: must not be above
            kafka: {topics: {provision: strimzi}}              | strimzi.cluster: name the Kafka object
            strimzi: {users: true}                             | strimzi.cluster: name the Kafka object
            strimzi: {users: true, cluster: a}                 | Strimzi's users have tls or scram-sha-512
            {strimzi: {users: true, cluster: a, namespace: b}, kafka: {authentication: scram-sha-512, secret: c}} \
                                                               | install it beside Kafka, or copy the secrets
            {kafka: {authentication: scram-sha-512}, defaults: {secrets: {kafka: a}}} \
                                                               | kafka.topics.secret: the job that makes the topics
            defaults: {shutdownSeconds: 50}                    | terminationGracePeriodSeconds: must be more than
            storageWorker: {autoscaling: {by: hpa}}            | storageWorker.autoscaling.by: its CPU does not tell
            loraApi: {autoscaling: {by: keda}}                 | loraApi.autoscaling.by: has no queue
            loraApi: {autoscaling: {min: 9}}                   | loraApi.autoscaling.min: must not be above max
            loraApi: {env: {LORIKEET_S3_BUCKET: other}}        | loraApi.env.LORIKEET_S3_BUCKET: the chart sets it
            models: {file: a, configMap: b}                    | models.configMap: is instead of models.file
            models: {graphs: {a.json: '{}'}}                   | models.graphs: nothing names them
            httpRoute: {enabled: true}                         | httpRoute.parentRefs: name the gateway
            {httpRoute: {enabled: true, parentRefs: [{name: a}]}, ingress: {enabled: true}} \
                                                               | ingress.enabled: httpRoute leads to the services
            alerts: {enabled: true, without: [LorikeetSlow]}   | alerts.without: there is no alert LorikeetSlow
            defaults: {serviceAccount: {name: all}}            | defaults.serviceAccount.name: would be made three
            """)
    void whatDoesNotGoTogetherIsSaidInASentence(String values, String sentence) throws IOException {
        assertThatThrownBy(() -> Chart.render(Chart.MINIMAL, file(values))).hasMessageContaining(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kafka: {bootstrapServer: 'a:1'}                    | additional properties 'bootstrapServer' not allowed
            loraApi: {autoscale: {}}                           | additional properties 'autoscale' not allowed
            loraApi: {replicas: '2'}                           | at '/loraApi/replicas': got string, want integer
            loraApi: {replicas: 0}                             | at '/loraApi/replicas': minimum: got 0, want 1
            kafka: {authentication: plain}                     | at '/kafka/authentication': value must be one of
            kafka: {bootstrapServers: kafka}                   | at '/kafka/bootstrapServers': 'kafka' does not match
            addresses: {loraApi: lorikeet.example.org}         | at '/addresses/loraApi'
            addresses: {loraApi: 'https://a.example.org/b'}    | at '/addresses/loraApi'
            defaults: {image: {digest: latest}}                | at '/defaults/image/digest'
            generationService: {tmpSize: 4 gigabytes}          | at '/generationService/tmpSize'
            networkPolicy: {kafka: {ports: []}}                | at '/networkPolicy/kafka/ports': minItems
            volumes: {a1: {endpoint: 'https://a'}}             | missing properties 'region', 'secret'
            handbook: docs/operating.md                        | at '/handbook'
            loraApi: {env: {quota: 1}}                         | invalid propertyName 'quota'
            """)
    void whatTheSchemaForbidsIsSaidWithItsPlace(String values, String sentence) throws IOException {
        assertThatThrownBy(() -> Chart.render(Chart.MINIMAL, file(values))).hasMessageContaining(sentence);
    }

    private Path file(String values) throws IOException {
        return Files.writeString(directory.resolve("values.yaml"), values);
    }
}
