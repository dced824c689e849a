package dev.lorikeet.event;

import org.jspecify.annotations.Nullable;

/**
 * What an upload ticket promises the object will be. Nothing of it is proven.
 *
 * @param uploadId the store's id of the multipart upload; absent when the file goes up in one PUT
 * @param sha256 what the client says the digest is, where it said anything
 */
public record ExpectedObject(ObjectKey key, String fileName, long size, @Nullable String uploadId,
        @Nullable Sha256 sha256) {
    public ExpectedObject {
        Limits.text("fileName", fileName, 255);
        Limits.between("size", size, 1, Limits.EXACT_IN_JSON);
        if (uploadId != null) {
            Limits.text("uploadId", uploadId, 1024);
        }
    }
}
