package dev.lorikeet.http.live;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import dev.lorikeet.delivery.EventLog;
import dev.lorikeet.delivery.KafkaLogs;
import dev.lorikeet.embedded.kafka.EmbeddedKafka;
import dev.lorikeet.http.live.LiveInstance.Watching;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

import static dev.lorikeet.http.live.LiveInstance.FILM;
import static dev.lorikeet.http.live.LiveInstance.MUSIC;
import static dev.lorikeet.http.live.LiveInstance.updated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Instances that share nothing but a broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LiveChangesIT {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final LiveSettings SETTINGS = new LiveSettings(Duration.ofMinutes(10), 1_000, 256, 100, 50,
            Duration.ofSeconds(15), Duration.ofSeconds(20));

    private final List<LiveInstance> running = new ArrayList<>();
    private final AtomicInteger published = new AtomicInteger();
    private EmbeddedKafka kafka;
    private EventLog log;
    private EventLog.Publisher publisher;

    @BeforeAll
    void start(@TempDir Path directory) {
        kafka = EmbeddedKafka.start(directory, 0, 24);
        log = KafkaLogs.at(kafka.bootstrapServers());
        publisher = log.open("live-test").blockOptional(LIMIT).orElseThrow();
    }

    @AfterEach
    void stopInstances() {
        running.forEach(instance -> instance.delivery().stop().block(LIMIT));
        running.clear();
    }

    @AfterAll
    void stop() {
        publisher.close().block(LIMIT);
        KafkaLogs.close(log);
        kafka.close();
    }

    @Test
    void aClientLosesNothingAndHearsNothingTwiceWhenItMovesToAnotherInstanceAndToAFreshOne() {
        var one = instance(SETTINGS);
        var two = instance(SETTINGS);
        var everything = watch(two, null);
        var first = watch(one, null);
        publish(40);
        awaitLoras(first, 40);
        first.leave();
        publish(30);

        var middle = first.idOf(24);
        var second = watch(two, middle);
        publish(20);
        awaitLoras(second, 65);
        assertThat(second.loras()).doesNotHaveDuplicates().doesNotContainAnyElementsOf(first.loras().subList(0, 25));
        second.leave();
        publish(10);

        var third = watch(instance(SETTINGS), second.idOf(33));
        publish(10);
        awaitLoras(third, 51);
        awaitLoras(everything, 110);
        var heard = new ArrayList<>(first.loras().subList(0, 25));
        heard.addAll(second.loras().subList(0, 34));
        heard.addAll(third.loras());
        assertThat(heard).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(everything.loras());
    }

    @Test
    void aClientThatHasHadEverythingGoesOnAtAFreshInstanceWithoutAReset() {
        publish(50);
        var first = watch(instance(SETTINGS), null);
        publish(1);
        awaitLoras(first, 1);
        var second = watch(instance(SETTINGS), first.idOf(0));
        publish(1);
        awaitLoras(second, 1);
        assertThat(second.loras()).doesNotContain("reset");
    }

    @Test
    void resetsAClientWhoseIdIsOlderThanWhatAnInstanceRemembers() {
        var first = watch(instance(SETTINGS), null);
        publish(20);
        awaitLoras(first, 20);
        var forgetful = new LiveSettings(SETTINGS.replay(), 5, 256, 100, 50, SETTINGS.heartbeat(), SETTINGS.catchUp());
        var second = watch(instance(forgetful), first.idOf(0));
        await().atMost(LIMIT).untilAsserted(() -> assertThat(second.loras()).containsExactly("reset"));
        publish(1);
        awaitLoras(second, 2);
    }

    private LiveInstance instance(LiveSettings settings) {
        var instance = LiveInstance.on(log, InstantSource.system(), Schedulers.parallel(), settings);
        instance.delivery().start();
        running.add(instance);
        return instance;
    }

    /** Has begun when it comes back. */
    private static Watching watch(LiveInstance instance, @Nullable LastEventId id) {
        var watching = instance.watch(FILM, id);
        await().atMost(LIMIT).until(() -> !watching.all().isEmpty());
        return watching;
    }

    private void publish(int changes) {
        IntStream.range(0, changes).forEach(_ -> {
            int number = published.incrementAndGet();
            publisher.publish(List.of(updated(FILM, "lora-" + number), updated(MUSIC, "song-" + number))).block(LIMIT);
        });
    }

    private static void awaitLoras(Watching watching, int count) {
        await().atMost(LIMIT).untilAsserted(() -> assertThat(watching.loras()).hasSize(count));
    }
}
