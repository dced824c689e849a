package dev.lorikeet.cluster.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.lorikeet.cluster.Repository;
import dev.lorikeet.event.Topic;
import dev.lorikeet.event.Topic.Declaration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** What can be said of the compose file without Docker. */
final class ComposeTest {
    private static final Pattern SETTING = Pattern.compile("\\| `[a-z0-9.-]+` \\| `([A-Z0-9_]+)` \\|");
    private static final Set<String> OTHERS = Set.of("SPRING_MONGODB_URI", "SPRING_KAFKA_BOOTSTRAPSERVERS",
            "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_PUBLICKEYLOCATION", "MANAGEMENT_SERVER_PORT",
            "OTEL_EXPORTER_OTLP_ENDPOINT", "JAVA_TOOL_OPTIONS");

    private static final Path OBSERVABILITY = Repository.DEPLOY.resolve("observability");

    private final ComposeFile file = ComposeFile.read(ComposeFile.PLACE);

    @Test
    void nothingInItIsMisspelt() {
        var schema = JsonMapper.shared().readTree(ComposeTest.class.getResourceAsStream("/compose.schema.json"));
        var faults = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(schema)
                .validate(file.root());
        assertThat(faults).isEmpty();
    }

    @Test
    void theCheckerNoticesAMisspeltWord() {
        var schema = JsonMapper.shared().readTree(ComposeTest.class.getResourceAsStream("/compose.schema.json"));
        var wrong = JsonMapper.shared()
                .readTree("{\"name\":\"a\",\"services\":{\"a\":{\"image\":\"a:1\",\"healtcheck\":{}}}}");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(schema).validate(wrong))
                .hasSize(1);
    }

    @Test
    void nothingListensBeyondThisMachine() {
        assertThat(file.services().values()).flatMap(service -> texts(service, "ports"))
                .isNotEmpty()
                .allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void whatIsNotOursIsOfAFixedVersion() {
        assertThat(file.services().values()).filteredOn(service -> !service.has("build"))
                .extracting(service -> service.required("image").asString())
                .hasSizeGreaterThan(3)
                .allMatch(image -> image.matches("[a-z/-]+:[0-9].*"));
    }

    @Test
    void whatIsOursIsBuiltByADockerfileThatIsThereAndMayWriteNowhere() {
        assertThat(Repository.SERVICES).allSatisfy(name -> {
            var service = file.service(name);
            assertThat(service.at("/build/args/SERVICE").asString()).isEqualTo(name);
            var dockerfile = ComposeFile.PLACE.resolveSibling(service.at("/build/context").asString())
                    .resolve(service.at("/build/dockerfile").asString());
            assertThat(Files.exists(dockerfile)).isTrue();
            assertThat(service.required("read_only").asBoolean()).isTrue();
            assertThat(texts(service, "cap_drop")).containsExactly("ALL");
        });
    }

    @Test
    void whoWaitsForAnotherWaitsForOneThatCanBeReady() {
        file.services().forEach((name, service) -> service.path("depends_on").properties().forEach(wanted -> {
            assertThat(file.services()).as(name + " waits").containsKey(wanted.getKey());
            if (wanted.getValue().required("condition").asString().equals("service_healthy")) {
                assertThat(file.service(wanted.getKey()).has("healthcheck")).as(wanted.getKey()).isTrue();
            }
        }));
    }

    /** A misspelt variable would be ignored without a word. */
    @Test
    void theServicesAreToldOnlyWhatTheyListenTo() {
        var known = Stream.concat(OTHERS.stream(), SETTING
                .matcher(Repository.text(Repository.TOP.resolve("docs/operating.md")))
                .results()
                .map(setting -> setting.group(1))).collect(Collectors.toSet());
        assertThat(Repository.SERVICES).allSatisfy(service -> assertThat(known)
                .containsAll(file.service(service).required("environment").propertyNames()));
    }

    /** Signed addresses must mean the same store inside and outside. */
    @Test
    void theBucketHasOneName() {
        assertThat(file.service("s3").at("/networks/default/aliases/0").asString()).isEqualTo("s3.localhost");
        assertThat(Repository.SERVICES).allSatisfy(service -> assertThat(
                file.service(service).at("/environment/LORIKEET_S3_ENDPOINT").asString())
                .isEqualTo("http://s3.localhost:8333"));
    }

    @Test
    void itsTopicsAreThoseOfTheCode() {
        var lines = file.service("topics").at("/environment/TOPICS").asString().lines().toList();
        assertThat(lines).containsExactlyInAnyOrderElementsOf(
                Topic.declarations().stream().map(ComposeTest::line).toList());
    }

    private static String line(Declaration topic) {
        long time = topic.keeping().time().toMillis();
        return topic.name() + " " + topic.partitions() + " " + switch (topic.keeping()) {
            case FOR_A_WEEK -> "cleanup.policy=delete,retention.ms=" + time;
            case FOR_A_MONTH -> "cleanup.policy=delete,max.message.bytes=" + Topic.LARGEST_DEAD_LETTER
                    + ",retention.ms=" + time;
            case LATEST_PER_KEY -> "cleanup.policy=compact,delete.retention.ms=" + time + ",segment.ms=600000";
        };
    }

    @Test
    void everyMountIsThere() {
        var volumes = Set.copyOf(file.root().required("volumes").propertyNames());
        assertThat(file.services().values()).flatMap(service -> texts(service, "volumes")).allSatisfy(mount -> {
            var source = mount.substring(0, mount.indexOf(':'));
            assertThat(volumes.contains(source) || Files.exists(ComposeFile.PLACE.resolveSibling(source))).as(mount)
                    .isTrue();
        });
    }

    @Test
    void everyServiceSaysItIsReadyWherePeopleReachIt() {
        assertThat(Repository.SERVICES).allSatisfy(name -> assertThat(
                texts(file.service(name).required("healthcheck"), "test").getLast())
                .contains("/dev/tcp/127.0.0.1/" + port(name) + " ", "GET /readyz HTTP/1.0"));
    }

    private static int port(String service) {
        return ComposeFile.read(Repository.TOP.resolve(service + "/src/main/resources/" + service + ".yaml"))
                .root()
                .at("/server/port")
                .asInt();
    }

    @Test
    void prometheusReadsEveryServiceOnItsOperatorsPort() {
        var scraped = ComposeFile.read(OBSERVABILITY.resolve("prometheus.yaml")).root().at("/scrape_configs/0");
        assertThat(scraped.required("metrics_path").asString()).isEqualTo("/actuator/prometheus");
        assertThat(texts(scraped.at("/static_configs/0"), "targets"))
                .containsExactlyInAnyOrderElementsOf(Repository.SERVICES.stream()
                        .map(name -> name + ":" + file.service(name)
                                .at("/environment/MANAGEMENT_SERVER_PORT")
                                .asInt(port(name)))
                        .toList());
    }

    /** No copies, which would grow old. */
    @Test
    void dashboardsAndAlertsAreThoseOfTheChart() {
        var mounts = texts(file.service("observability"), "volumes");
        var alerts = ComposeFile.read(OBSERVABILITY.resolve("prometheus.yaml")).root().at("/rule_files/0").asString();
        var boards = ComposeFile.read(OBSERVABILITY.resolve("grafana.yaml")).root().at("/providers/0/options/path");
        assertThat(mounts).contains("./helm/lorikeet/files/alerts.yaml:" + alerts + ":ro",
                "./helm/lorikeet/files/dashboards:" + boards.asString() + ":ro");
        var home = file.service("observability")
                .at("/environment/GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH")
                .asString();
        assertThat(ComposeFile.PLACE.resolveSibling("helm/lorikeet/files/dashboards"
                + home.substring(boards.asString().length()))).exists();
    }

    private static List<String> texts(JsonNode service, String list) {
        return service.path(list).valueStream().map(JsonNode::asString).toList();
    }

    @Test
    void theStandInIsOnTheSameMachineAsWhoAsksIt() {
        assertThat(file.service("runpod-stand-in").required("network_mode").asString())
                .isEqualTo("service:generation-service");
        assertThat(Map.of("base", file.service("generation-service").at("/environment/LORIKEET_RUNPOD_BASEURL")))
                .allSatisfy((_, address) -> assertThat(address.asString()).contains("http://127.0.0.1:8084/v2"));
    }
}
