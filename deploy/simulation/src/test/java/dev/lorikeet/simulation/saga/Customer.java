package dev.lorikeet.simulation.saga;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.GenerationId;
import dev.lorikeet.event.LoraId;
import dev.lorikeet.event.WorkspaceId;
import dev.lorikeet.generation.job.Generation;
import dev.lorikeet.generation.job.GenerationCommand;
import dev.lorikeet.generation.job.OnLoraFailure;
import dev.lorikeet.generation.ordering.Ordering;
import dev.lorikeet.generation.selection.SelectionRequest;
import dev.lorikeet.generation.selection.SelectionRequest.LoraChoice;
import dev.lorikeet.http.Refused;
import dev.lorikeet.simulation.saga.Instance.Studio;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.StringNode;

/** Orders videos, again with the same key where no answer came, and calls them off. */
final class Customer {
    private static final List<OnLoraFailure> POLICIES = List.of(OnLoraFailure.values());
    private static final int MOST_LORAS = 3;

    private final Client client;
    private final World world;
    private final Promises promises;
    private final WorkspaceId workspace;

    Customer(World world, Promises promises, Client client, WorkspaceId workspace) {
        this.world = world;
        this.promises = promises;
        this.client = client;
        this.workspace = workspace;
    }

    Mono<Void> life() {
        return client.pause(40).then(Mono.defer(this::ordered)).flatMap(this::afterwards);
    }

    private Mono<Generation.Known> ordered() {
        return client.pause(world.lot().hesitation()).then(Mono.defer(() -> {
            var loras = choose();
            boolean foreign = loras.stream().anyMatch(lora -> !promises.owner(lora).equals(workspace));
            return placed(loras).doOnNext(job -> {
                world.truths().demand(!foreign, 15, "nobody uses what belongs to another workspace", loras);
                promises.ordered(job.job().id());
            });
        }));
    }

    private List<LoraId> choose() {
        var known = new ArrayList<>(promises.tickets());
        var own = known.stream().filter(lora -> promises.owner(lora).equals(workspace)).toList();
        var from = client.chance().nextInt(4) == 0 ? known : own;
        var ready = from.stream().filter(lora -> client.chance().nextInt(6) == 0 || isReady(lora)).toList();
        var chosen = new ArrayList<LoraId>();
        for (int left = client.chance().nextInt(MOST_LORAS + 1); left > 0 && !ready.isEmpty(); left--) {
            var lora = ready.get(client.chance().nextInt(ready.size()));
            if (!chosen.contains(lora)) {
                chosen.add(lora);
            }
        }
        return chosen;
    }

    private boolean isReady(LoraId lora) {
        return world.collection("lora-api", "loras")
                .find(lora.value())
                .map(found -> Tree.of(found).status().equals("ready"))
                .defaultIfEmpty(false)
                .blockOptional()
                .orElse(false);
    }

    private Mono<Generation.Known> placed(List<LoraId> loras) {
        var policy = POLICIES.get(client.chance().nextInt(POLICIES.size()));
        var request = new SelectionRequest("wan22", null, Map.of("prompt", StringNode.valueOf("a harbour")), null,
                loras.stream().map(lora -> new LoraChoice(lora.value(), null, null, null)).toList(), policy, null);
        var order = client.ask(Studio.class, "a video with " + loras, studio -> studio.desk()
                .order(request, new Ordering.Customer(workspace, client.name()), client.name(), loras.toString()));
        return client.chance().nextInt(3) > 0 ? order : order.flatMap(first -> order.doOnNext(again -> {
            world.truths().demand(first.job().id().equals(again.job().id()), 23, "one key is one job", again);
            world.sometimes().saw("an order was repeated");
        }));
    }

    private Mono<Void> afterwards(Generation.Known job) {
        return client.chance().nextInt(4) == 0
                ? client.pause(25).then(cancel(job.job().id())).then()
                : Mono.empty();
    }

    private Mono<?> cancel(GenerationId job) {
        return client.ask(Studio.class, "an end of " + job.value(), studio -> studio.workshop()
                .settling()
                .send(job, new GenerationCommand.Cancel()))
                .onErrorResume(Refused.class, _ -> Mono.empty());
    }

    /** Somebody who has no token of ours says that a job is done. */
    Mono<Void> forge() {
        return client.pause(150).then(Mono.defer(() -> {
            var known = new ArrayList<>(promises.orders());
            if (known.isEmpty()) {
                return Mono.empty();
            }
            var token = known.get(client.chance().nextInt(known.size())) + ".1.secret-of-somebody-else-0000";
            return client.once(Studio.class, "a forged call", studio -> studio.workshop()
                    .callbacks()
                    .called(token, "forged"))
                    .doOnNext(heard -> {
                        world.truths().demand(!heard, 16, "a call without the right token is nobody's", token);
                        world.sometimes().saw("a forged call was refused");
                    })
                    .then();
        }));
    }
}
