package dev.lorikeet.lora.bucket;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StoredObject;

final class InMemoryUploadStoreTest extends UploadStoreContract {
    private final Map<ObjectKey, byte[]> objects = new HashMap<>();
    private final InMemoryUploadStore store = new InMemoryUploadStore(InstantSource.system(), objects);

    @Override
    protected UploadStore store() {
        return store;
    }

    @Override
    protected Optional<Long> sizeOf(ObjectKey key) {
        return store.find(key).map(StoredObject::size);
    }

    @Override
    protected void occupy(ObjectKey key, byte[] bytes) {
        objects.put(key, bytes);
    }
}
