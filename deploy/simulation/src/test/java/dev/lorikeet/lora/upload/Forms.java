package dev.lorikeet.lora.upload;

import java.nio.ByteBuffer;

import dev.lorikeet.event.LoraId;
import dev.lorikeet.lora.bucket.UploadStore;
import dev.lorikeet.lora.lifecycle.Lora;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploads that go through lora-api, as the controller of forms has them. */
public final class Forms {
    private final FormUploads forms;

    public Forms(LoraUploads uploads, UploadStore bucket, UploadLimits limits) {
        forms = new FormUploads(uploads, bucket, limits);
    }

    /** What a request with a key makes, whether or not anybody hears of it. */
    public static LoraId loraOf(TicketRequest request) {
        return request.lora().orElseThrow();
    }

    public Mono<Lora.Known> upload(TicketRequest request, byte[] bytes) {
        return forms.send(request, Flux.defer(() -> Flux.just(ByteBuffer.wrap(bytes)))).flatMap(forms::complete);
    }
}
