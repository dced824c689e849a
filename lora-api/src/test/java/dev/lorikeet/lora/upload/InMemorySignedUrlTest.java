package dev.lorikeet.lora.upload;

import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import dev.lorikeet.event.ObjectKey;

final class InMemorySignedUrlTest extends SignedUrlContract {
    private final InMemoryUploadStore twin = new InMemoryUploadStore(InstantSource.system(), new HashMap<>());

    /** Only the clock for signing is another. */
    @Override
    UploadStore store(InstantSource clock) {
        return twin.signingAt(clock);
    }

    @Override
    InMemoryUploadStore.Answer send(String method, URI url, Map<String, String> headers, byte[] body) {
        return twin.send(method, url, headers, body);
    }

    @Override
    boolean isStored(ObjectKey key) {
        return twin.find(key).isPresent();
    }
}
