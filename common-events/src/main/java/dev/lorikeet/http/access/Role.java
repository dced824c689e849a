package dev.lorikeet.http.access;

/** What a member may do, most first. */
public enum Role {
    /** Everything, also to delete the workspace. */
    owner,
    /** Adds, changes and removes LoRAs. */
    editor,
    /** Looks, and downloads. */
    viewer;

    boolean mayAct(Role least) {
        return compareTo(least) <= 0;
    }
}
