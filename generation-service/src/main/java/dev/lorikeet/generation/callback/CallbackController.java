package dev.lorikeet.generation.callback;

import dev.lorikeet.generation.dispatch.Callbacks;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Has no token of ours; the address itself is the secret. */
@RestController
final class CallbackController {
    private final Callbacks callbacks;
    private final CallbackLimits limits;

    CallbackController(Callbacks callbacks, CallbackLimits limits) {
        this.callbacks = callbacks;
        this.limits = limits;
    }

    /** Takes a body of any type and none at all: what it is called is RunPod's affair. */
    @PostMapping("/webhooks/runpod/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> called(ServerHttpRequest request) {
        return HiddenToken.token()
                .flatMap(token -> callbacks.isOurs(token)
                        .flatMap(ours -> ours ? heard(token, request.getBody()) : Mono.just(false)))
                .flatMap(ours -> ours ? Mono.empty() : Mono.error(Refused.because(CommonProblem.NOT_FOUND)));
    }

    /** Nothing is read of what strangers send. */
    private Mono<Boolean> heard(String token, Flux<DataBuffer> body) {
        return CallbackBody.remoteJob(body, limits).flatMap(remoteJob -> callbacks.called(token, remoteJob));
    }
}
