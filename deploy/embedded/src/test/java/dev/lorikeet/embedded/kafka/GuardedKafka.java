package dev.lorikeet.embedded.kafka;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;

import dev.lorikeet.embedded.LoopbackPort;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.utils.Time;

/** A broker that asks people who they are and keeps them to their rights; whoever makes it may do everything. */
public final class GuardedKafka implements AutoCloseable {
    private static final String SECRET = "secret-of-a-test";

    private final KafkaRaftServer server;
    private final String guarded;

    private GuardedKafka(KafkaRaftServer server, String guarded) {
        this.server = server;
        this.guarded = guarded;
    }

    /** With all declared topics, and these rights. */
    public static GuardedKafka start(Path directory, List<String> users, Collection<AclBinding> rights)
            throws ExecutionException, InterruptedException {
        int plain = LoopbackPort.free();
        var guarded = LoopbackPort.HOST + ":" + LoopbackPort.free();
        var settings = new BrokerSettings(BrokerDirectory.open(directory).path(), plain, plain, LoopbackPort.free());
        var config = new Properties();
        config.putAll(settings.toConfig().originals());
        Map.of("listeners", ",GUARDED://" + guarded, "advertised.listeners", ",GUARDED://" + guarded,
                "listener.security.protocol.map", ",GUARDED:SASL_PLAINTEXT")
                .forEach((name, more) -> config.setProperty(name, config.getProperty(name) + more));
        config.put("sasl.enabled.mechanisms", "PLAIN");
        config.put("listener.name.guarded.plain.sasl.jaas.config", module(users.stream()
                .map(user -> " user_" + user + "=\"" + SECRET + "\"")
                .collect(Collectors.joining())));
        config.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        config.put("super.users", "User:ANONYMOUS");
        var server = new KafkaRaftServer(KafkaConfig.fromProps(config, false), Time.SYSTEM);
        server.startup();
        var kafka = new GuardedKafka(server, guarded);
        try (var admin = Admin.create(Map.of("bootstrap.servers", LoopbackPort.HOST + ":" + plain))) {
            new DeclaredTopics(1).create(admin);
            admin.createAcls(rights).all().get();
        }
        return kafka;
    }

    private static String module(String options) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required" + options + ";";
    }

    /** How this user reaches it, in the words of Kafka's clients. */
    public Map<String, Object> connection(String user) {
        return Map.of("bootstrap.servers", guarded, "security.protocol", "SASL_PLAINTEXT", "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", module(" username=\"" + user + "\" password=\"" + SECRET + "\""));
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }
}
