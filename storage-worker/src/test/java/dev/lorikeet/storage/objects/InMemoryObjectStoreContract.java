package dev.lorikeet.storage.objects;

import java.time.InstantSource;

import dev.lorikeet.event.ObjectKey;

final class InMemoryObjectStoreContract extends ObjectStoreContract {
    private final InMemoryObjectStore store = new InMemoryObjectStore(InstantSource.system());

    @Override
    protected ObjectStore store() {
        return store;
    }

    @Override
    protected void put(ObjectKey key, byte[] bytes) {
        store.put(key, bytes);
    }

    @Override
    protected String begin(ObjectKey key) {
        return store.begin(key);
    }

    @Override
    protected boolean isOpen(ObjectKey key, String uploadId) {
        return store.isOpen(key, uploadId);
    }
}
