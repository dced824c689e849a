package dev.lorikeet.lora.workspace;

/** Why a workspace has no room. */
public enum WorkspaceRefusal {
    QUOTA_EXCEEDED,
    TOO_MANY_UPLOADS,
    CLOSING,
    /** Another request with the same key is on its way, or died on it less than {@link WorkspaceLifeCycle#OUT_BY} ago. */
    IN_PROGRESS,
    /** What the command rests on is too long ago; read it, or ask, again. */
    STALE
}
