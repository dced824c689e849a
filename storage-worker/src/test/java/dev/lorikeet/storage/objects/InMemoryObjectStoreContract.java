package dev.lorikeet.storage.objects;

import dev.lorikeet.event.ObjectKey;

final class InMemoryObjectStoreContract extends ObjectStoreContract {
    private final InMemoryObjectStore store = new InMemoryObjectStore();

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
