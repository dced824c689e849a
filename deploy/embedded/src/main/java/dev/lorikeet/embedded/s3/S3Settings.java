package dev.lorikeet.embedded.s3;

import java.util.List;

/**
 * Who may use the server, and for what.
 *
 * @param bucket at least three characters; created when it is not there
 * @param uiOrigins origins such as {@code http://localhost:8080} whose pages may upload and download; others may not
 */
public record S3Settings(S3Credentials credentials, String bucket, List<String> uiOrigins) {
    public S3Settings {
        uiOrigins = List.copyOf(uiOrigins);
    }
}
