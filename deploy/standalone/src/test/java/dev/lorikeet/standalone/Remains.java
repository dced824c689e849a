package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Topic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the engines of a running program hold, read past the services with the engines' own clients. */
final class Remains implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Path data;
    private final Ports ports;
    private final MongoClient mongo;
    private final S3AsyncClient s3;

    Remains(Path data, Ports ports) throws IOException {
        this.data = data;
        this.ports = ports;
        this.mongo = MongoClients.create("mongodb://127.0.0.1:" + ports.mongo());
        var secret = Files.readString(data.resolve("keys/s3.secret")).strip();
        this.s3 = S3AsyncClient.builder()
                .endpointOverride(URI.create("http://127.0.0.1:" + ports.s3()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("lorikeet", secret)))
                .build();
    }

    /** Every document of a collection, by id. */
    Map<String, Document> documents(String service, String collection) {
        return documents(service, collection, new Document()).stream()
                .collect(Collectors.toMap(document -> String.valueOf(document.get("_id")), Function.identity()));
    }

    private List<Document> documents(String service, String collection, Document filter) {
        return all(Flux.from(mongo.getDatabase(service).getCollection(collection).find(filter)));
    }

    /** What was committed and never said, in any collection of any service. */
    List<String> unpublished() {
        var found = new ArrayList<String>();
        for (var service : List.of("lora-api", "storage-worker", "generation-service")) {
            for (var collection : all(Flux.from(mongo.getDatabase(service).listCollectionNames()))) {
                documents(service, collection, new Document("outboxKey", new Document("$exists", true)))
                        .forEach(document -> found.add(service + "/" + collection + "/" + document.get("_id")));
            }
        }
        return found;
    }

    Map<String, S3Object> objects(String prefix) {
        return all(Flux.from(s3.listObjectsV2Paginator(list -> list.bucket(Services.BUCKET).prefix(prefix))
                .contents())).stream()
                .collect(Collectors.toMap(S3Object::key, Function.identity()));
    }

    List<String> openUploads() {
        var listing = Mono.fromFuture(() -> s3.listMultipartUploads(list -> list.bucket(Services.BUCKET)))
                .block(LIMIT);
        return listing == null ? List.of() : listing.uploads().stream().map(MultipartUpload::key).toList();
    }

    /** Everything on a topic, in the order of each partition. */
    List<ConsumerRecord<String, byte[]>> records(String topic) {
        var settings = Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:" + ports.kafka(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic)
                    .stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<String, byte[]>>();
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofSeconds(1)).forEach(records::add);
            }
            return records;
        }
    }

    /** How many events of a type there are. */
    long said(Topic topic, String type) {
        return records(topic.topicName()).stream()
                .filter(event -> type.equals(header(event, CloudEventHeaders.TYPE)))
                .count();
    }

    static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** The jobs of the RunPod stand-in as it keeps them. */
    List<JsonNode> remoteJobs() {
        try (var files = Files.list(data.resolve("runpod/jobs"))) {
            return files.filter(file -> file.toString().endsWith(".json")).map(Remains::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path file) {
        return JsonMapper.shared().readTree(file);
    }

    private static <T> List<T> all(Flux<T> flux) {
        var all = flux.collectList().block(LIMIT);
        return all == null ? List.of() : all;
    }

    @Override
    public void close() {
        mongo.close();
        s3.close();
    }
}
