package dev.lorikeet.cluster.chart;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;

import dev.lorikeet.cluster.chart.Manifest.Pod;
import tools.jackson.databind.JsonNode;

/** What holds between the objects of one installation, and for each workload of it. */
record Policy(List<Manifest> manifests) {
    private static final List<String> LABELS = List.of("app.kubernetes.io/name", "app.kubernetes.io/instance",
            "app.kubernetes.io/component", "app.kubernetes.io/part-of", "app.kubernetes.io/version",
            "app.kubernetes.io/managed-by", "helm.sh/chart");
    private static final int LONGEST_NAME = 63;

    List<String> faults() {
        return Stream.of(manifests.stream().flatMap(manifest -> manifest.pod().stream()).flatMap(PodPolicy::faults),
                of("Deployment").flatMap(this::ofDeployment),
                of("Service").filter(service -> !isServed(service)).map(one -> one.title() + " leads nowhere"),
                manifests.stream().flatMap(this::ofAny),
                duplicates(),
                unknownBackends())
                .flatMap(all -> all)
                .toList();
    }

    private Stream<Manifest> of(String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind));
    }

    private Stream<String> ofAny(Manifest manifest) {
        var unlabelled = LABELS.stream()
                .filter(label -> !manifest.at("/metadata/labels").has(label))
                .map(label -> manifest.title() + " lacks the label " + label);
        var longName = Stream.of(manifest.title() + " has too long a name")
                .filter(_ -> manifest.name().length() > LONGEST_NAME);
        return Stream.concat(unlabelled, longName);
    }

    private Stream<String> duplicates() {
        var titles = new HashSet<String>();
        return manifests.stream()
                .map(Manifest::title)
                .filter(title -> !titles.add(title))
                .map(title -> title
                        + " is there twice");
    }

    private Stream<String> ofDeployment(Manifest deployment) {
        var pod = deployment.pod().orElseThrow();
        var container = pod.container();
        var faults = Stream.<String>builder();
        if (!pod.hasLabels(deployment.at("/spec/selector/matchLabels"))) {
            faults.add("does not select its own pods");
        }
        if (isScaled(deployment) == deployment.at("/spec").has("replicas")) {
            faults.add("must have replicas or something that scales it, and not both");
        }
        if (scalers(deployment) > 1) {
            faults.add("is scaled twice");
        }
        Stream.of("startupProbe", "livenessProbe", "readinessProbe")
                .filter(probe -> !hasPort(container, container.at("/" + probe + "/httpGet/port")))
                .forEach(probe -> faults.add("has no " + probe + " on a port of its own"));
        if (container.at("/livenessProbe/httpGet/path").equals(container.at("/readinessProbe/httpGet/path"))) {
            faults.add("must not be started anew because something else is away");
        }
        long pause = container.at("/lifecycle/preStop/sleep/seconds").asLong(0);
        long ending = Long.parseLong(pod.env("SPRING_LIFECYCLE_TIMEOUTPERSHUTDOWNPHASE").replace("s", ""));
        if (pause < 1 || pod.spec().path("terminationGracePeriodSeconds").asLong(0) <= pause + ending) {
            faults.add("is killed before it has ended");
        }
        if (of("PodDisruptionBudget").filter(budget -> selects(budget, pod)).count() != budgets(deployment)) {
            faults.add("must have a budget of disruptions, unless it is alone");
        }
        return faults.build().map(text -> deployment.title() + " " + text);
    }

    private static long budgets(Manifest deployment) {
        return deployment.at("/spec/replicas").asInt(2) > 1 ? 1 : 0;
    }

    private boolean isScaled(Manifest deployment) {
        return scalers(deployment) > 0;
    }

    private long scalers(Manifest deployment) {
        return Stream.of("HorizontalPodAutoscaler", "ScaledObject")
                .flatMap(this::of)
                .filter(scaler -> scaler.at("/spec/scaleTargetRef/name").asString("").equals(deployment.name()))
                .count();
    }

    private static boolean selects(Manifest manifest, Pod pod) {
        return pod.hasLabels(manifest.at("/spec/selector/matchLabels"));
    }

    private boolean isServed(Manifest service) {
        return of("Deployment").flatMap(deployment -> deployment.pod().stream())
                .filter(pod -> pod.hasLabels(service.at("/spec/selector")))
                .anyMatch(pod -> service.at("/spec/ports")
                        .valueStream()
                        .allMatch(port -> hasPort(pod.container(), port.path("targetPort"))));
    }

    private static boolean hasPort(JsonNode container, JsonNode name) {
        return container.path("ports").valueStream().anyMatch(port -> port.path("name").equals(name));
    }

    private Stream<String> unknownBackends() {
        var routes = of("HTTPRoute").flatMap(route -> route.json().findParents("backendRefs").stream())
                .flatMap(rule -> rule.path("backendRefs").valueStream())
                .filter(backend -> !isService(backend.path("name"), backend.path("port")));
        var ingresses = of("Ingress").flatMap(ingress -> ingress.json().findValues("service").stream())
                .filter(backend -> !isService(backend.path("name"), backend.at("/port/number")));
        return Stream.concat(routes, ingresses).map(backend -> "nothing is behind " + backend);
    }

    private boolean isService(JsonNode name, JsonNode port) {
        return of("Service").filter(service -> service.at("/metadata/name").equals(name))
                .anyMatch(service -> service.at("/spec/ports/0/port").equals(port));
    }
}
