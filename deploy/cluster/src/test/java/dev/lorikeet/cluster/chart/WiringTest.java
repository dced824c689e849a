package dev.lorikeet.cluster.chart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.lorikeet.cluster.chart.Manifest.Pod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What the services are told follows from the values, in words that they understand. */
final class WiringTest {
    private static final Path ROOT = Path.of("../..");
    private static final Pattern SETTING = Pattern.compile("`(LORIKEET_[A-Z0-9_]+)`");

    @TempDir
    private Path directory;

    private static Pod pod(String service, Path... values) {
        return Chart.render(values)
                .stream()
                .filter(one -> one.title().equals("Deployment/lorikeet-" + service))
                .findFirst()
                .flatMap(Manifest::pod)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora-api", "generation-service", "storage-worker"})
    void everySettingIsOneOfTheHandbook(String service) {
        var known = SETTING.matcher(Chart.content(ROOT.resolve("docs/operating.md")))
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.toSet());
        var told = pod(service, Chart.ci("full")).container()
                .path("env")
                .valueStream()
                .map(one -> one.path("name").asString())
                .filter(name -> name.startsWith("LORIKEET_") && !name.equals("LORIKEET_ENDPOINT_OWN"))
                .map(name -> name.replaceAll("(LORIKEET_MIRROR_VOLUMES)_.*", "$1"));
        assertThat(told).isNotEmpty().isSubsetOf(known);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lora-api", "generation-service", "storage-worker"})
    void everyPortIsTheOneThatTheServiceListensOn(String service) {
        var settings = Chart.read(ROOT.resolve(service + "/src/main/resources/" + service + ".yaml"));
        assertThat(pod(service, Chart.MINIMAL).container().at("/ports/0/containerPort"))
                .isEqualTo(settings.at("/server/port"));
        assertThat(settings.at("/server/shutdown").asString()).isEqualTo("graceful");
    }

    /** As a directory: a file that is mounted by itself would never change. */
    @Test
    void bothServicesThatHaveUsersReadTheKeysOfMachines() {
        for (var service : List.of("lora-api", "generation-service")) {
            var pod = pod(service, Chart.ci("full"));
            assertThat(pod.env("LORIKEET_ACCESS_KEYS")).isEqualTo("/etc/lorikeet/keys/keys");
            assertThat(pod.container().required("volumeMounts").valueStream())
                    .filteredOn(mount -> mount.required("name").asString().equals("keys"))
                    .singleElement()
                    .hasToString("{\"name\":\"keys\",\"mountPath\":\"/etc/lorikeet/keys\",\"readOnly\":true}");
        }
        assertThat(pod("storage-worker", Chart.ci("full")).container().toString()).doesNotContain("/etc/lorikeet/keys");
        assertThat(pod("lora-api", Chart.MINIMAL).container().toString()).doesNotContain("LORIKEET_ACCESS_KEYS");
    }

    @Test
    void thePageIsToldWhereItMayGo() {
        var api = pod("lora-api", Chart.MINIMAL);
        assertThat(api.env("LORIKEET_FRONTEND_LORAAPI")).isEqualTo("https://lorikeet.example.org");
        assertThat(api.env("LORIKEET_FRONTEND_GENERATION")).isEqualTo("https://videos.example.org");
        assertThat(api.env("LORIKEET_FRONTEND_ISSUER")).isEqualTo("https://id.example.org/realms/studio");
        assertThat(api.env("LORIKEET_BROWSER_CONNECT").split(",")).containsExactly("https://videos.example.org",
                "https://id.example.org", "https://lorikeet.s3.us-east-1.amazonaws.com",
                "https://lorikeet.s3.amazonaws.com");
        assertThat(pod("lora-api", Chart.ci("full")).env("LORIKEET_BROWSER_CONNECT").split(",")).containsExactly(
                "https://videos.example.org", "https://id.example.org", "https://files.example.org",
                "https://cdn.example.org");
        assertThat(pod("generation-service", Chart.ci("full")).env("LORIKEET_BROWSER_ORIGINS"))
                .isEqualTo("https://lorikeet.example.org,https://studio.example.org");
    }

    @Test
    void runPodCallsBackWhereItReachesUs() {
        assertThat(pod("generation-service", Chart.MINIMAL).env("LORIKEET_RUNPOD_WEBHOOKBASE"))
                .isEqualTo("https://videos.example.org");
        assertThat(pod("generation-service", Chart.ci("small")).env("LORIKEET_RUNPOD_WEBHOOKBASE")).isEmpty();
    }

    @Test
    void secretsAreThoseThatAreNamed() {
        assertThat(List.of("lora-api", "generation-service", "storage-worker"))
                .allSatisfy(service -> assertThat(pod(service, Chart.MINIMAL).env("SPRING_MONGODB_URI"))
                        .isEqualTo("lorikeet-mongodb/" + service));
        assertThat(pod("lora-api", Chart.ci("full")).env("LORIKEET_S3_SECRETKEY")).isEqualTo("lorikeet-s3/secret-key");
        assertThat(pod("lora-api", Chart.MINIMAL).env("LORIKEET_S3_SECRETKEY")).isEmpty();
        assertThat(pod("generation-service", Chart.ci("full")).env("LORIKEET_NOTICES_SECRETS"))
                .isEqualTo("lorikeet-notices/secrets");
        assertThat(pod("storage-worker", Chart.ci("full")).env("LORIKEET_MIRROR_VOLUMES_AGV6W2QCG7_SECRETKEY"))
                .isEqualTo("lorikeet-volume/secret-key");
        assertThat(pod("storage-worker", Chart.ci("mtls")).env("SPRING_KAFKA_SSL_KEYSTOREPASSWORD"))
                .isEqualTo("kafka-storage-worker/password");
    }

    @Test
    void kafkaIsReachedAsItWantsToBe() {
        assertThat(pod("lora-api", Chart.MINIMAL).env("SPRING_KAFKA_SECURITY_PROTOCOL")).isEqualTo("PLAINTEXT");
        var scram = pod("lora-api", Chart.ci("full"));
        assertThat(scram.env("SPRING_KAFKA_SECURITY_PROTOCOL")).isEqualTo("SASL_SSL");
        assertThat(scram.env("SPRING_KAFKA_PROPERTIES_SASL_MECHANISM")).isEqualTo("SCRAM-SHA-512");
        assertThat(scram.env("SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG")).isEqualTo("lorikeet-kafka/sasl.jaas.config");
        var tls = pod("lora-api", Chart.ci("strimzi"));
        assertThat(tls.env("SPRING_KAFKA_SECURITY_PROTOCOL")).isEqualTo("SSL");
        assertThat(tls.env("SPRING_KAFKA_SSL_TRUSTSTORELOCATION")).isEqualTo("file:/etc/kafka-authority/ca.crt");
        assertThat(tls.spec().path("volumes").findValuesAsString("secretName"))
                .containsExactly("events-cluster-ca-cert", "lorikeet-lora-api");
    }

    @Test
    void aDigestCountsInsteadOfATag() {
        assertThat(pod("generation-service", Chart.ci("full")).container().path("image").asString())
                .startsWith("registry.example.org/studio/lorikeet/generation-service@sha256:0123");
        assertThat(pod("lora-api", Chart.MINIMAL).container().path("image").asString())
                .isEqualTo("lorikeet/lora-api:0.1.0");
    }

    /** Also where that is nothing at all. */
    @Test
    void aServiceCanSayOtherwiseThanAll() throws IOException {
        var values = Files.writeString(directory.resolve("values.yaml"), """
                defaults: {env: {LORIKEET_RATE_REQUESTS: 5}}
                storageWorker: {replicas: 1, spread: '', serviceAccount: {create: false}, env: {LORIKEET_CLAMD_HOST: a}}
                """);
        var worker = pod("storage-worker", Chart.MINIMAL, values);
        assertThat(worker.spec().has("topologySpreadConstraints")).isFalse();
        assertThat(worker.spec().path("serviceAccountName").asString()).isEqualTo("default");
        assertThat(worker.env("LORIKEET_RATE_REQUESTS") + worker.env("LORIKEET_CLAMD_HOST")).isEqualTo("5a");
        assertThat(pod("lora-api", Chart.MINIMAL, values).spec().has("topologySpreadConstraints")).isTrue();
        assertThat(Chart.render(Chart.MINIMAL, values)).extracting(Manifest::title)
                .contains("PodDisruptionBudget/lorikeet-lora-api")
                .doesNotContain("PodDisruptionBudget/lorikeet-storage-worker",
                        "ServiceAccount/lorikeet-storage-worker");
    }

    @Test
    void kedaAsksForMetersThatThereAre() {
        var handbook = Chart.content(ROOT.resolve("docs/operating.md"));
        var asked = Chart.render(Chart.ci("keda"))
                .stream()
                .filter(one -> one.kind().equals("ScaledObject"))
                .flatMap(one -> one.json().findValuesAsString("url").stream())
                .toList();
        assertThat(asked).hasSize(4)
                .allMatch(url -> handbook.contains("`" + url.replaceAll(".*/metrics/(.*)\\?.*", "$1") + "`"))
                .allMatch(url -> handbook.contains("`" + url.replaceAll(".*collection:", "") + "`"));
    }

    @Test
    void onOneHostEveryRequestFindsItsService() {
        var routes = Chart.render(Chart.ci("gateway")).stream().filter(one -> one.kind().equals("HTTPRoute")).toList();
        assertThat(routes).extracting(one -> one.at("/spec/hostnames/0").asString())
                .containsExactly("lorikeet.example.org", "lorikeet.example.org");
        var own = routes.getFirst()
                .json()
                .findValues("path")
                .stream()
                .map(path -> path.path("value").asString())
                .toList();
        assertThat(paths("generation-service")).isNotEmpty().allMatch(path -> own.stream().anyMatch(path::startsWith));
        assertThat(paths("lora-api")).isNotEmpty().noneMatch(path -> own.stream().anyMatch(path::startsWith));
    }

    /** The contract itself is served by both; that of lora-api is found there. */
    private static List<String> paths(String service) {
        return Chart.read(ROOT.resolve(service + "/src/main/resources/" + service + "/openapi.yaml"))
                .path("paths")
                .propertyNames()
                .stream()
                .filter(path -> !path.startsWith("/openapi"))
                .toList();
    }

    @Test
    void bucketsOfAwsAndOthersAreBothNamed() {
        assertThat(pod("storage-worker", Chart.ci("full")).env("LORIKEET_S3_ENDPOINT"))
                .isEqualTo("https://s3.storage.svc:9000");
        assertThat(pod("storage-worker", Chart.MINIMAL).env("LORIKEET_S3_ENDPOINT")).isEmpty();
        assertThat(pod("storage-worker", Chart.MINIMAL).env("LORIKEET_S3_REGION")).isEqualTo("us-east-1");
    }

    @Test
    void theModelsLieWhereTheServiceReadsThem() {
        var pod = pod("generation-service", Chart.ci("full"));
        assertThat(pod.env("LORIKEET_MODELS_FILE")).isEqualTo("/etc/lorikeet/models/models.yaml");
        assertThat(pod.container().path("volumeMounts").findValuesAsString("mountPath"))
                .contains("/etc/lorikeet/models");
        var map = Chart.render(Chart.ci("full"))
                .stream()
                .filter(one -> one.title().equals("ConfigMap/lorikeet-models"))
                .map(one -> one.at("/data"))
                .findFirst();
        assertThat(map.map(JsonNode::propertyNames)).hasValueSatisfying(
                names -> assertThat(names).containsExactlyInAnyOrder("models.yaml", "own.json"));
    }
}
