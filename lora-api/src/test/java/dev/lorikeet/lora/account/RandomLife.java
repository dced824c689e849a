package dev.lorikeet.lora.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import dev.lorikeet.event.ETag;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.http.Refused;
import dev.lorikeet.lora.account.AccountWorld.Instance;
import dev.lorikeet.lora.lifecycle.Lora;
import dev.lorikeet.lora.lifecycle.LoraCommand.Complete;
import dev.lorikeet.lora.lifecycle.LoraCommand.Miss;
import dev.lorikeet.lora.lifecycle.LoraCommand.OfObject;
import dev.lorikeet.lora.lifecycle.LoraCommand.Prove;
import dev.lorikeet.lora.lifecycle.LoraCommand.Refuse;
import dev.lorikeet.lora.lifecycle.LoraSamples;
import dev.lorikeet.lora.upload.UploadSamples;
import dev.lorikeet.lora.workspace.Accounts;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** People and storage-worker, who do anything at any time. */
final class RandomLife {
    private static final Reason REASON = new Reason("INCOMPLETE", "It is cut short.");

    private final AccountWorld world;
    /** What storage-worker has said, and may say again at any time. */
    private final List<Function<Instance, Mono<?>>> said = new ArrayList<>();

    RandomLife(AccountWorld world) {
        this.world = world;
    }

    void step() {
        switch (world.chance.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> ask(1 + world.chance.nextInt(40), null);
            case 5, 6 -> ask(10 + 20L * world.chance.nextInt(2), "key-" + world.chance.nextInt(3));
            case 7, 8, 9 -> withAny((instance, lora) -> instance.loras().send(lora.identity().lora(), new Complete()));
            case 10 -> withAny((instance, lora) -> instance.uploads().abandon(lora));
            case 11, 12 -> withAny((instance, lora) -> instance.deletions().delete(lora.identity().lora()));
            case 13 -> withAny((instance, lora) -> instance.deletions().restore(lora.identity().lora()));
            case 14 -> withAny((_, lora) -> told(lora, new Miss(lora.identity().expected().key())));
            case 15 -> repeat();
            case 16 -> close();
            default -> judge();
        }
    }

    Duration pause() {
        return Duration.ofMillis(world.chance.nextInt(10) == 0 ? world.chance.nextInt(90_000)
                : world.chance.nextInt(1_000));
    }

    void ask(long size, @Nullable String key) {
        done(world.any().uploads().start(UploadSamples.request(AccountWorld.WORKSPACE, size, key)));
    }

    /** Never dies on the way. */
    void askUntilAnswered(long size, String key, Set<LoraId> answers) {
        var request = UploadSamples.request(AccountWorld.WORKSPACE, size, key);
        var _ = Mono.defer(() -> world.any().uploads().start(request))
                .doOnNext(ticket -> answers.add(ticket.lora().identity().lora()))
                .retryWhen(patient(1_000))
                .onErrorComplete(Refused.class)
                .subscribe();
    }

    String refusalOf(long size, String key) {
        var answer = new AtomicReference<>("none");
        var _ = world.any()
                .uploads()
                .start(UploadSamples.request(AccountWorld.WORKSPACE, size, key))
                .subscribe(_ -> {}, failure -> answer.set(((Refused) failure).type().name()));
        return answer.get();
    }

    /** Most go through to their end; some processes die on the way. */
    private void done(Mono<?> action) {
        var running = action.onErrorComplete(failure -> !(failure instanceof Error)).subscribe();
        if (world.chance.nextInt(8) == 0) {
            var _ = world.scheduler.schedule(running::dispose, world.chance.nextInt(200),
                    TimeUnit.MILLISECONDS);
        }
    }

    @FunctionalInterface
    private interface Deed {
        Mono<?> with(Instance instance, Lora.Known lora);
    }

    private void withAny(Deed deed) {
        var known = world.loras().values().stream().map(Lora.Known.class::cast).toList();
        if (!known.isEmpty()) {
            done(deed.with(world.any(), known.get(world.chance.nextInt(known.size()))));
        }
    }

    private void close() {
        if (world.chance.nextInt(6) == 0) {
            done(Accounts.close(world.any().workspaces(), AccountWorld.WORKSPACE));
        }
    }

    /** Storage-worker answers what waits for it. */
    private void judge() {
        world.loras().forEach((lora, state) -> {
            switch (state) {
                case Lora.Verifying verifying -> done(told(verifying, verdict(verifying)));
                case Lora.Discarded discarded -> done(said(instance -> instance.deletions()
                        .removed(lora,
                                discarded.identity().expected().key())));
                default -> {}
            }
        });
    }

    private OfObject verdict(Lora.Verifying verifying) {
        var expected = verifying.identity().expected();
        return switch (world.chance.nextInt(6)) {
            case 0 -> new Refuse(expected.key(), REASON);
            case 1 -> new Miss(expected.key());
            default -> new Prove(new StoredObject(expected.key(), expected.size(), new ETag("e")), LoraSamples.facts());
        };
    }

    private Mono<?> told(Lora.Known lora, OfObject verdict) {
        return said(instance -> instance.uploads().settle(lora.identity().lora(), verdict));
    }

    private Mono<?> said(Function<Instance, Mono<?>> event) {
        said.add(event);
        return consumed(event);
    }

    /** As a consumer does it: until it works, by whichever instance has the partition by then. */
    private Mono<?> consumed(Function<Instance, Mono<?>> event) {
        return Mono.defer(() -> event.apply(world.any())).retryWhen(patient(200));
    }

    private Retry patient(long millis) {
        return Retry.fixedDelay(500, Duration.ofMillis(millis))
                .scheduler(world.scheduler)
                .filter(failure -> !(failure instanceof Refused refused) || refused.type().status() == 503);
    }

    private void repeat() {
        if (!said.isEmpty()) {
            done(consumed(said.get(world.chance.nextInt(said.size()))));
        }
    }

    /** Longer than any schedule waits. */
    void comeToRest() {
        for (int minute = 0; minute < 75; minute++) {
            judge();
            if (minute % 10 == 0) {
                repeat();
            }
            world.scheduler.advanceTimeBy(Duration.ofMinutes(1));
        }
    }
}
