package dev.lorikeet.delivery;

final class InMemoryDocumentStoreContract extends DocumentStoreContract {
    @Override
    protected DocumentStore emptyCollection() {
        return new InMemoryDocumentStore("twins");
    }
}
