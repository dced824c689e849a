package dev.lorikeet.http.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/** The keys of machines that count now. The file is read again and again, so that a key comes and goes without a restart. */
final class Keyring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Keyring.class);

    private final KeySettings settings;
    private final @Nullable Path file;
    private volatile Held held;
    private Disposable looking = Disposables.disposed();

    /**
     * @param text as it was read last, whether or not it could be used
     * @param refusal why the keys are those from before; nothing is wrong without it
     */
    private record Held(String text, Map<String, MachineKey> keys, @Nullable String refusal) {}

    /** @throws InvalidKeys if there is a file that cannot be used: nobody is to find out by machines that stay outside */
    Keyring(KeySettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.file = settings.keys();
        this.held = file == null ? new Held("", Map.of(), null) : first(file);
        Gauge.builder("lorikeet.keys", this, ring -> ring.held.keys().size()).register(meters);
        Gauge.builder("lorikeet.keys.outdated", this, ring -> ring.held.refusal() == null ? 0 : 1).register(meters);
    }

    private Held first(Path file) {
        try {
            var text = read(file);
            var keys = KeyFile.read(text, settings.mostKeys());
            LOG.info("{} keys of machines count", keys.size());
            return new Held(text, keys, null);
        } catch (InvalidKeys invalid) {
            throw new InvalidKeys("lorikeet.access.keys: " + file + ", " + invalid.getMessage()
                    + ". Mend the file, or take the setting away if no machine is to have a key.");
        }
    }

    Keyring lookingAgain(Scheduler scheduler) {
        if (file != null) {
            looking = Flux.interval(settings.lookEvery(), scheduler).onBackpressureDrop().subscribe(_ -> look());
        }
        return this;
    }

    /** The key that somebody shows, if it is one, is known and has not expired; why not is nobody's business. */
    Optional<MachineKey> find(String shown, Instant now) {
        return MachineKey.idIn(shown)
                .map(held.keys()::get)
                .filter(key -> key.opens(shown, now));
    }

    Duration longestStay() {
        return settings.longestStay();
    }

    /** Reads the file again; one that cannot be used changes nothing, but is complained about. */
    void look() {
        var before = held;
        if (file == null) {
            return;
        }
        String text = before.text();
        try {
            text = read(file);
            if (!text.equals(before.text()) || before.refusal() != null) {
                held = new Held(text, KeyFile.read(text, settings.mostKeys()), null);
                announce(before.keys(), held.keys());
            }
        } catch (InvalidKeys invalid) {
            complain(before, text, String.valueOf(invalid.getMessage()));
        } catch (RuntimeException unforeseen) {
            // Or nobody would look again.
            complain(before, text, "it could not be read: " + unforeseen);
        }
    }

    private void complain(Held before, String text, String why) {
        held = new Held(text, before.keys(), why);
        if (!why.equals(before.refusal())) {
            LOG.error("the keys of machines have NOT changed, the {} from before still count: {}, {}",
                    before.keys().size(), file, why);
        }
    }

    private static void announce(Map<String, MachineKey> before, Map<String, MachineKey> now) {
        LOG.info("the keys of machines have changed: new or other {}, gone {}, {} in all",
                without(now, before), without(before.keySet(), now.keySet()), now.size());
    }

    private static Set<String> without(Map<String, MachineKey> some, Map<String, MachineKey> others) {
        var ids = new TreeSet<>(some.keySet());
        ids.removeIf(id -> Objects.equals(some.get(id), others.get(id)));
        return ids;
    }

    private static Set<String> without(Set<String> some, Set<String> others) {
        var ids = new TreeSet<>(some);
        ids.removeAll(others);
        return ids;
    }

    private String read(Path file) {
        try (var stream = Files.newInputStream(file)) {
            int largest = Math.toIntExact(settings.largestFile().toBytes());
            var bytes = stream.readNBytes(largest + 1);
            if (bytes.length > largest) {
                throw new InvalidKeys("it is larger than " + largest + " bytes (lorikeet.access.largest-file)");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException binary) {
            throw new InvalidKeys("it is not text");
        } catch (IOException unreadable) {
            throw new InvalidKeys("it cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public void close() {
        looking.dispose();
    }
}
