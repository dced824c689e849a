package dev.lorikeet.cluster.access;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.lorikeet.cluster.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** The policies in {@code deploy/access} allow what the code asks of the bucket, and nothing else. */
final class BucketPolicyTest {
    static final List<String> SERVICES = Repository.SERVICES;
    private static final String CLIENT = "software.amazon.awssdk.services.s3.S3AsyncClient";
    private static final String PRESIGNER = "software.amazon.awssdk.services.s3.presigner.S3Presigner";
    /** Has a client of its own for the volumes of RunPod, which have keys of their own. */
    private static final String VOLUMES = "dev.lorikeet.storage.mirror";
    private static final Set<String> ASKS_NOTHING = Set.of("builder", "close");
    private static final Map<String, String> ACTIONS = Map.ofEntries(
            Map.entry("abortMultipartUpload", "s3:AbortMultipartUpload"),
            Map.entry("completeMultipartUpload", "s3:PutObject"),
            Map.entry("createMultipartUpload", "s3:PutObject"),
            Map.entry("deleteObject", "s3:DeleteObject"),
            Map.entry("getBucketCors", "s3:GetBucketCORS"),
            Map.entry("getBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration"),
            Map.entry("getBucketPolicyStatus", "s3:GetBucketPolicyStatus"),
            Map.entry("getBucketVersioning", "s3:GetBucketVersioning"),
            Map.entry("getObject", "s3:GetObject"),
            Map.entry("getObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration"),
            Map.entry("getPublicAccessBlock", "s3:GetBucketPublicAccessBlock"),
            Map.entry("headBucket", "s3:ListBucket"),
            Map.entry("headObject", "s3:GetObject"),
            Map.entry("listMultipartUploads", "s3:ListBucketMultipartUploads"),
            Map.entry("listObjectsV2", "s3:ListBucket"),
            Map.entry("listPartsPaginator", "s3:ListMultipartUploadParts"),
            Map.entry("presignGetObject", "s3:GetObject"),
            Map.entry("putObject", "s3:PutObject"),
            Map.entry("uploadPart", "s3:PutObject"));

    private static JsonNode policy(String service) {
        return JsonMapper.shared()
                .readTree(Repository.text(Repository.DEPLOY.resolve("access/" + service + ".s3-policy.json")));
    }

    private static Stream<String> texts(JsonNode policy, String element) {
        return policy.required("Statement")
                .valueStream()
                .flatMap(statement -> statement.required(element).valueStream())
                .map(JsonNode::asString);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void allowsWhatIsAskedAndNothingElse(String service) {
        var asked = new ClassFileImporter()
                .importPath(Repository.TOP.resolve(service).resolve("target/classes"))
                .stream()
                .filter(type -> !type.getPackageName().equals(VOLUMES))
                .flatMap(type -> type.getAccessesFromSelf().stream())
                .map(JavaAccess::getTarget)
                .filter(target -> Set.of(CLIENT, PRESIGNER).contains(target.getOwner().getName()))
                .map(target -> target.getName())
                .filter(method -> !ASKS_NOTHING.contains(method))
                .collect(Collectors.toSet());
        assertThat(ACTIONS.keySet()).containsAll(asked);
        var actions = asked.stream().map(ACTIONS::get).collect(Collectors.toCollection(TreeSet::new));
        // Signs what is downloaded by hand, without asking.
        if (service.equals("lora-api")) {
            actions.add("s3:GetObject");
        }
        assertThat(texts(policy(service), "Action").collect(Collectors.toSet())).isEqualTo(actions);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void isAboutOneBucketAndOurKeysInIt(String service) {
        assertThat(texts(policy(service), "Resource")).isNotEmpty()
                .allMatch(resource -> resource
                        .matches("arn:aws:s3:::lorikeet(/(loras|loras/00000000|thumbnails|inputs|videos)/\\*)?"));
        assertThat(policy(service).required("Statement").valueStream())
                .allMatch(statement -> statement.required("Effect").asString().equals("Allow"));
    }

    /** Whoever proves a file must not be able to make one, and whoever takes it not to remove it. */
    @Test
    void nobodyMayBothMakeAndJudge() {
        assertThat(policy("storage-worker").required("Statement").valueStream())
                .filteredOn(statement -> allows(statement, "s3:PutObject"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.required("Resource").toString())
                        .doesNotContain("/loras/*"));
        assertThat(texts(policy("lora-api"), "Action")).doesNotContain("s3:DeleteObject");
        assertThat(texts(policy("generation-service"), "Action")).doesNotContain("s3:DeleteObject");
    }

    /** Those who give none of these rights lose the advice and nothing else, so they stand in a statement of their own. */
    @Test
    void whatOnlyTheAdviceNeedsCanBeLeftOut() {
        assertThat(policy("lora-api").required("Statement").valueStream())
                .filteredOn(statement -> statement.required("Sid").asString().equals("LookAtItsSettings"))
                .singleElement()
                .satisfies(statement -> assertThat(statement.required("Action").valueStream().map(JsonNode::asString))
                        .allMatch(action -> action.matches("s3:Get(Bucket|Lifecycle).*")));
    }

    private static boolean allows(JsonNode statement, String action) {
        return statement.required("Action").valueStream().anyMatch(one -> one.asString().equals(action));
    }
}
