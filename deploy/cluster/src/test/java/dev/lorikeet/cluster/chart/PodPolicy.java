package dev.lorikeet.cluster.chart;

import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

import dev.lorikeet.cluster.chart.Manifest.Pod;
import tools.jackson.databind.JsonNode;

/** What every pod must be: restricted as Kubernetes defines it, measured, and pinned. */
final class PodPolicy {
    private static final List<Rule> PODS = List.of(
            new Rule("must not run as root", pod -> pod.at("/securityContext/runAsNonRoot").asBoolean(false)),
            new Rule("must not have a token of the cluster",
                    pod -> pod.path("automountServiceAccountToken").isBoolean()
                            && !pod.path("automountServiceAccountToken").asBoolean()),
            new Rule("must not share the node's network, processes or files",
                    pod -> Stream.of("hostNetwork", "hostPID", "hostIPC").noneMatch(pod::has)),
            new Rule("must not have volumes of the node",
                    pod -> pod.path("volumes").valueStream().noneMatch(volume -> volume.has("hostPath"))),
            new Rule("must name its seccomp profile",
                    pod -> pod.at("/securityContext/seccompProfile/type").asString("").equals("RuntimeDefault")));

    private static final List<Rule> CONTAINERS = List.of(
            new Rule("must not gain privileges",
                    one -> one.at("/securityContext/allowPrivilegeEscalation").isBoolean()
                            && !one.at("/securityContext/allowPrivilegeEscalation").asBoolean()
                            && !one.at("/securityContext/privileged").asBoolean(false)),
            new Rule("must drop all capabilities",
                    one -> one.at("/securityContext/capabilities/drop/0").asString("").equals("ALL")
                            && !one.at("/securityContext/capabilities").has("add")),
            new Rule("must not write to its image",
                    one -> one.at("/securityContext/readOnlyRootFilesystem").asBoolean(false)),
            new Rule("must name a version of its image", PodPolicy::isPinned),
            new Rule("must ask for CPU and memory, and limit memory",
                    one -> one.at("/resources/requests").has("cpu") && one.at("/resources/requests").has("memory")
                            && one.at("/resources/limits").has("memory")),
            new Rule("must have each variable once", PodPolicy::hasEachVariableOnce),
            new Rule("must have no secret in plain text", PodPolicy::hasNoPlainSecret));

    private record Rule(String text, Predicate<JsonNode> holds) {}

    private PodPolicy() {}

    static Stream<String> faults(Pod pod) {
        var ofPod = broken(PODS, pod.spec());
        var ofContainers = pod.containers().stream().flatMap(one -> broken(CONTAINERS, one));
        var mounts = pod.containers()
                .stream()
                .flatMap(one -> one.path("volumeMounts").valueStream())
                .filter(mount -> pod.spec().path("volumes").valueStream().noneMatch(volume -> sameName(volume, mount)))
                .map(mount -> "mounts a volume that is not there");
        return Stream.of(ofPod, ofContainers, mounts).flatMap(all -> all).map(text -> pod.title() + " " + text);
    }

    private static Stream<String> broken(List<Rule> rules, JsonNode json) {
        return rules.stream().filter(rule -> !rule.holds().test(json)).map(Rule::text);
    }

    private static boolean sameName(JsonNode one, JsonNode other) {
        return one.path("name").equals(other.path("name"));
    }

    private static boolean isPinned(JsonNode container) {
        var image = container.path("image").asString("");
        var version = image.substring(image.lastIndexOf('/') + 1);
        return image.contains("@sha256:") || (version.contains(":") && !version.endsWith(":latest"));
    }

    private static boolean hasEachVariableOnce(JsonNode container) {
        var names = new HashSet<String>();
        return container.path("env").valueStream().allMatch(one -> names.add(one.path("name").asString()));
    }

    private static boolean hasNoPlainSecret(JsonNode container) {
        return container.path("env")
                .valueStream()
                .filter(one -> one.has("value"))
                .noneMatch(one -> one.path("name").asString().matches(".*(SECRET|PASSWORD|ACCESSKEY|APIKEY|JAAS).*"));
    }
}
