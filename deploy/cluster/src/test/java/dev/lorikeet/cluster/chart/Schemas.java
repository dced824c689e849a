package dev.lorikeet.cluster.chart;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1Job;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Says what a Kubernetes that checks strictly would say about an object. */
final class Schemas {
    private static final SchemaRegistry REGISTRY = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, Schema> KNOWN = new ConcurrentHashMap<>();
    private static final Map<String, Class<?>> BUILT_IN = Map.ofEntries(
            Map.entry("v1/ConfigMap", V1ConfigMap.class),
            Map.entry("v1/Pod", V1Pod.class),
            Map.entry("v1/Service", V1Service.class),
            Map.entry("v1/ServiceAccount", V1ServiceAccount.class),
            Map.entry("apps/v1/Deployment", V1Deployment.class),
            Map.entry("batch/v1/Job", V1Job.class),
            Map.entry("autoscaling/v2/HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
            Map.entry("networking.k8s.io/v1/Ingress", V1Ingress.class),
            Map.entry("networking.k8s.io/v1/NetworkPolicy", V1NetworkPolicy.class),
            Map.entry("policy/v1/PodDisruptionBudget", V1PodDisruptionBudget.class));

    private Schemas() {}

    static List<String> faults(Manifest manifest) {
        var type = manifest.at("/apiVersion").asString("") + "/" + manifest.kind();
        return KNOWN.computeIfAbsent(type, Schemas::of)
                .validate(manifest.json())
                .stream()
                .map(fault -> manifest.title() + ": " + fault.getInstanceLocation() + " " + fault.getMessage())
                .toList();
    }

    static Schema of(JsonNode schema) {
        return REGISTRY.getSchema(schema);
    }

    private static Schema of(String type) {
        return of(Optional.<Class<?>>ofNullable(BUILT_IN.get(type))
                .<JsonNode>map(model -> JSON.valueToTree(KubernetesSchema.of(model)))
                .orElseGet(() -> custom(type)));
    }

    /** Of kinds that others define, our own schemas have what the chart uses of them and no more. */
    private static JsonNode custom(String type) {
        try (var file = Schemas.class.getResourceAsStream("/schemas/" + type.replace('/', '_') + ".json")) {
            if (file == null) {
                throw new IllegalArgumentException("nothing is known about " + type);
            }
            return JSON.readTree(file);
        } catch (java.io.IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }
}
