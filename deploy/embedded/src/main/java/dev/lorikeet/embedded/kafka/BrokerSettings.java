package dev.lorikeet.embedded.kafka;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

import kafka.server.KafkaConfig;

import static dev.lorikeet.embedded.LoopbackPort.HOST;

/**
 * How a broker is set up that has one machine to itself, little memory, and may be killed at any moment.
 *
 * @param toldPort where clients are told to find it
 */
record BrokerSettings(Path directory, int port, int toldPort, int controllerPort) {
    static final int NODE = 1;
    static final String CONTROLLER = "CONTROLLER";

    /** Small on purpose: the defaults reserve hundreds of megabytes for thousands of partitions. */
    private static final Map<String, String> SMALL = Map.ofEntries(
            Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"),
            Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "1"),
            Map.entry("group.coordinator.threads", "1"),
            Map.entry("share.coordinator.threads", "1"),
            Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.backoff.ms", "5000"),
            Map.entry("log.segment.bytes", "67108864"),
            Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("offsets.load.buffer.size", "1048576"),
            Map.entry("transaction.state.log.load.buffer.size", "1048576"));

    private static final Map<String, String> ONE_NODE = Map.ofEntries(
            Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"),
            Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"),
            Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"),
            Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            Map.entry("auto.create.topics.enable", "false"));

    /**
     * After a kill the controller waits for the dead broker's session before it lets the new one in, and a group waits
     * for its dead members: with the defaults that is 9 s without a broker and 45 s without a consumer. Much shorter
     * sessions run out while a busy machine starts, and the start then takes longer, not shorter.
     */
    private static final Map<String, String> QUICK_AFTER_A_KILL = Map.ofEntries(
            Map.entry("broker.session.timeout.ms", "3000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            Map.entry("controller.quorum.election.timeout.ms", "200"),
            Map.entry("controller.quorum.election.backoff.max.ms", "200"),
            Map.entry("group.initial.rebalance.delay.ms", "0"),
            Map.entry("group.consumer.session.timeout.ms", "5000"),
            Map.entry("group.consumer.min.session.timeout.ms", "5000"),
            Map.entry("group.consumer.heartbeat.interval.ms", "1000"),
            Map.entry("group.consumer.min.heartbeat.interval.ms", "1000"));

    KafkaConfig toConfig() {
        var all = new Properties();
        all.putAll(SMALL);
        all.putAll(ONE_NODE);
        all.putAll(QUICK_AFTER_A_KILL);
        all.putAll(whereItListens());
        all.put("process.roles", "broker,controller");
        all.put("node.id", String.valueOf(NODE));
        all.put("log.dirs", directory.toString());
        return KafkaConfig.fromProps(all, false);
    }

    private Map<String, String> whereItListens() {
        var broker = "PLAINTEXT://" + HOST + ":";
        var controller = HOST + ":" + controllerPort;
        return Map.of(
                "listeners", broker + port + "," + CONTROLLER + "://" + controller,
                "advertised.listeners", broker + toldPort,
                "controller.quorum.voters", NODE + "@" + controller,
                "controller.listener.names", CONTROLLER,
                "inter.broker.listener.name", "PLAINTEXT",
                "listener.security.protocol.map", CONTROLLER + ":PLAINTEXT,PLAINTEXT:PLAINTEXT");
    }
}
