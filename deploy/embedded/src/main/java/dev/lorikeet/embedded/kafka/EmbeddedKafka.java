package dev.lorikeet.embedded.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import dev.lorikeet.embedded.LoopbackPort;
import dev.lorikeet.embedded.PlatformFailure;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A real broker (KRaft, its own controller) on 127.0.0.1 with the topics of {@link dev.lorikeet.event.Topic}. What it
 * acknowledged survives a kill of the JVM, and in those topics a power cut. A power cut may take the groups' last
 * offsets, so that their records come again.
 */
public final class EmbeddedKafka implements AutoCloseable {
    /** Enough for one machine: a topic's declared partition count is for a cluster of consumers. */
    public static final int PARTITIONS = 3;

    private final BrokerDirectory directory;
    private final int port;
    private final KafkaRaftServer server;

    private EmbeddedKafka(BrokerDirectory directory, int port, KafkaRaftServer server) {
        this.directory = directory;
        this.port = port;
        this.server = server;
    }

    public static EmbeddedKafka start(Path directory, int port) {
        return start(directory, port, PARTITIONS);
    }

    /** Port 0 means any free one; {@code partitions} is for the topics that are not there yet. */
    public static EmbeddedKafka start(Path directory, int port, int partitions) {
        var chosen = LoopbackPort.orFree("Kafka", port);
        return start(directory, chosen, chosen, partitions);
    }

    /** For clients that reach it by way of something else, which listens on {@code toldPort}: brokers name themselves. */
    public static EmbeddedKafka start(Path directory, int port, int toldPort, int partitions) {
        LoopbackPort.requireFree("Kafka", port);
        var opened = BrokerDirectory.open(directory);
        var settings = new BrokerSettings(opened.path(), port, toldPort, LoopbackPort.free());
        var kafka = new EmbeddedKafka(opened, port, new BrokerStart(opened, settings).run());
        FatalErrors.running(kafka);
        try {
            opened.requireNothingSetAside();
            kafka.createTopics(partitions);
            return kafka;
        } catch (RuntimeException failure) {
            kafka.close();
            throw failure;
        }
    }

    public int port() {
        return port;
    }

    public String bootstrapServers() {
        return LoopbackPort.HOST + ":" + port;
    }

    Path directory() {
        return directory.path();
    }

    @Override
    public void close() {
        FatalErrors.closed(this);
        server.shutdown();
        server.awaitShutdown();
    }

    private void createTopics(int partitions) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()))) {
            new DeclaredTopics(partitions).create(admin);
        } catch (ExecutionException e) {
            throw directory.unusable("its topics cannot be created, " + PlatformFailure.reasonOf(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformFailure("The start of Kafka was interrupted.", e);
        }
    }
}
