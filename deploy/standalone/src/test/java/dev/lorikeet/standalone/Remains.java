package dev.lorikeet.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.lorikeet.embedded.platform.Ports;
import dev.lorikeet.event.CloudEventHeaders;
import dev.lorikeet.event.Sha256;
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
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3AsyncClient;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the engines of a running program hold, read past the services with the engines' own clients. */
final class Remains implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final List<String> SERVICES = List.of("lora-api", "storage-worker", "generation-service");

    private final Path data;
    private final Ports ports;
    private final MongoClient mongo;
    private final S3AsyncClient s3;
    private final RemoteJobs remoteJobs;

    Remains(Path data, Ports ports) throws IOException {
        this(data, ports, new RemoteJobs(data));
    }

    /** @param remoteJobs with what was seen of them before */
    Remains(Path data, Ports ports, RemoteJobs remoteJobs) throws IOException {
        this.remoteJobs = remoteJobs;
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

    /** Every document of a collection such as {@code lora-api/loras}, by id. */
    Map<String, Tree> documents(String collection) {
        return documents(collection, new Document()).stream()
                .collect(Collectors.toMap(document -> String.valueOf(document.get("_id")), Tree::new));
    }

    private List<Document> documents(String collection, Document filter) {
        var parts = collection.split("/", 2);
        return all(Flux.from(mongo.getDatabase(parts[0]).getCollection(parts[1]).find(filter)));
    }

    /** Every document of every service, by collection such as {@code lora-api/loras}, and by id. */
    Map<String, Map<String, Tree>> everyDocument() {
        var found = new TreeMap<String, Map<String, Tree>>();
        for (var service : SERVICES) {
            for (var collection : all(Flux.from(mongo.getDatabase(service).listCollectionNames()))) {
                found.put(service + "/" + collection, documents(service + "/" + collection));
            }
        }
        return found;
    }

    /** Whether all has been said that was committed, in any collection of any service. */
    boolean isSilent() {
        for (var service : SERVICES) {
            for (var collection : all(Flux.from(mongo.getDatabase(service).listCollectionNames()))) {
                if (!documents(service + "/" + collection, new Document("outboxKey", new Document("$exists", true)))
                        .isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }

    Map<String, S3Object> objects() {
        return all(Flux.from(s3.listObjectsV2Paginator(list -> list.bucket(Services.BUCKET)).contents())).stream()
                .collect(Collectors.toMap(S3Object::key, Function.identity()));
    }

    /** Of all of an object's bytes. */
    String sha256(String key) {
        var bytes = Mono.fromFuture(() -> s3.getObject(get -> get.bucket(Services.BUCKET).key(key),
                AsyncResponseTransformer.toBytes())).blockOptional(LIMIT).orElseThrow();
        return Sha256.of(bytes.asByteArrayUnsafe()).value();
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

    private static String header(ConsumerRecord<String, byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    RemoteJobs remoteJobs() {
        return remoteJobs;
    }

    /** Whatever would let a stranger do something: those of the data directory, and what RunPod may call us back with. */
    Set<String> secrets() {
        var secrets = new HashSet<String>();
        for (var file : files("keys", ".secret")) {
            secrets.add(text(file).strip());
        }
        remoteJobs.everSeen().forEach(job -> {
            var webhook = job.at("/order/webhook").asString("");
            secrets.add(webhook.substring(webhook.lastIndexOf('.') + 1));
        });
        return secrets;
    }

    /** With the name of each file, for programs that have their logs beside their data. */
    void eachLineOfLogs(BiConsumer<String, String> visitor) {
        for (var log : files("logs", "")) {
            try (var lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                lines.forEach(line -> visitor.accept(String.valueOf(log.getFileName()), line));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private List<Path> files(String directory, String ending) {
        try (var files = Files.exists(data.resolve(directory)) ? Files.list(data.resolve(directory))
                : Stream.<Path>of()) {
            return files.filter(file -> file.toString().endsWith(ending)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
