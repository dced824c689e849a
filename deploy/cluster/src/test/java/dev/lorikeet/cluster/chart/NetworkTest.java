package dev.lorikeet.cluster.chart;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Nothing is open that nobody needs, and nothing is closed that somebody does. */
final class NetworkTest {
    private static Manifest policy(List<Manifest> manifests, String name) {
        return manifests.stream().filter(one -> one.title().equals("NetworkPolicy/" + name)).findFirst().orElseThrow();
    }

    private static Stream<Integer> ports(Manifest policy) {
        return policy.at("/spec/egress")
                .valueStream()
                .flatMap(rule -> rule.path("ports").valueStream())
                .map(port -> port.path("port").asInt());
    }

    @Test
    void everyPodIsClosedAndMayAskForNames() {
        var manifests = Chart.render(Chart.ci("full"));
        var all = policy(manifests, "lorikeet");
        assertThat(all.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(all.at("/spec").has("ingress")).isFalse();
        assertThat(ports(all)).containsExactly(53, 53);
        assertThat(manifests.stream().flatMap(one -> one.pod().stream())).hasSize(5)
                .allMatch(pod -> pod.hasLabels(all.at("/spec/podSelector/matchLabels")));
    }

    @Test
    void eachServiceReachesWhatItNeeds() {
        var manifests = Chart.render(Chart.ci("full"));
        assertThat(ports(policy(manifests, "lorikeet-lora-api")))
                .containsExactly(9092, 9093, 27017, 9000, 443, 4318, 443);
        assertThat(ports(policy(manifests, "lorikeet-generation-service")))
                .containsExactly(9092, 9093, 27017, 9000, 443, 4318, 443);
        assertThat(ports(policy(manifests, "lorikeet-storage-worker")))
                .containsExactly(9092, 9093, 27017, 9000, 3310, 4318, 443);
        assertThat(ports(policy(Chart.render(Chart.MINIMAL), "lorikeet-storage-worker")))
                .containsExactly(9092, 9093, 27017, 443);
    }

    @Test
    void storageWorkerIsReachedByTheTestAndThoseWhoLookAlone() {
        var from = policy(Chart.render(Chart.ci("keda")), "lorikeet-storage-worker").at("/spec/ingress/0/from");
        assertThat(from.valueStream().map(JsonNode::toString)).containsExactly(
                "{\"podSelector\":{\"matchLabels\":{\"app.kubernetes.io/name\":\"lorikeet\","
                        + "\"app.kubernetes.io/instance\":\"lorikeet\",\"app.kubernetes.io/component\":\"test\"}}}",
                "{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"scaling\"}}}",
                "{\"namespaceSelector\":{\"matchLabels\":{\"kubernetes.io/metadata.name\":\"monitoring\"}}}");
    }

    /** That port asks for no token, so no way from outside may lead there. */
    @Test
    void whoComesFromOutsideReachesThePortOfTheApiAlone() {
        var manifests = Chart.render(Chart.ci("full"));
        for (var service : List.of("lorikeet-lora-api", "lorikeet-generation-service")) {
            var rules = policy(manifests, service).at("/spec/ingress").valueStream().toList();
            assertThat(rules).hasSize(2);
            assertThat(rules.getFirst().at("/ports").toString()).contains("\"http\"").doesNotContain("operators");
            assertThat(rules.getFirst().at("/from").toString()).contains("gateways");
            assertThat(rules.getLast().at("/ports").toString()).contains("\"operators\"");
            assertThat(rules.getLast().at("/from").toString()).contains("observability").doesNotContain("gateways");
        }
        assertThat(manifests).filteredOn(one -> one.kind().equals("HTTPRoute"))
                .isNotEmpty()
                .allMatch(route -> !route.json().toString().contains("9090"));
    }

    @Test
    void theToolsReachKafkaAndTheServices() {
        assertThat(ports(policy(Chart.render(Chart.MINIMAL), "lorikeet-tools")))
                .containsExactly(9092, 9093, 9090, 8082);
    }

    @Test
    void everyWayOutHasAnEndWhereOneIsNamed() {
        var open = Chart.render(Chart.ci("network"))
                .stream()
                .filter(one -> one.kind().equals("NetworkPolicy"))
                .flatMap(one -> one.at("/spec/egress").valueStream())
                .filter(rule -> rule.path("to").isEmpty());
        assertThat(open).isEmpty();
    }

    @Test
    void thereIsNoneWhereSomebodyElseSeesToThat() {
        assertThat(Chart.render(Chart.ci("small"))).extracting(Manifest::kind)
                .isNotEmpty()
                .doesNotContain("NetworkPolicy");
    }
}
