package dev.lorikeet.embedded.mongo;

/** What saves changes; never called by two threads at once. */
interface CommitLog {
    /** Hands everything to the operating system, which keeps it when this process is killed. */
    void commit();

    /** Hands everything committed to the disk, which keeps it when the power fails. */
    void sync();

    /** Reclaims some space that nothing refers to any more; tells whether there may be more to do. */
    boolean tidy();
}
