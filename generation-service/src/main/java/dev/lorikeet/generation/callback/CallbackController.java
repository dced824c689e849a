package dev.lorikeet.generation.callback;

import dev.lorikeet.generation.dispatch.Callbacks;
import dev.lorikeet.http.CommonProblem;
import dev.lorikeet.http.Refused;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Has no token of ours; the address itself is the secret. */
@RestController
final class CallbackController {
    private final Callbacks callbacks;

    CallbackController(Callbacks callbacks) {
        this.callbacks = callbacks;
    }

    /** Takes a body of any type and none at all: what it is called is RunPod's affair. */
    @PostMapping("/webhooks/runpod/{token}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> called(ServerHttpRequest request) {
        return CallbackBody.remoteJob(request.getBody())
                .flatMap(remoteJob -> HiddenToken.token().flatMap(token -> callbacks.called(token, remoteJob)))
                .flatMap(ours -> ours ? Mono.empty() : Mono.error(Refused.because(CommonProblem.NOT_FOUND)));
    }
}
