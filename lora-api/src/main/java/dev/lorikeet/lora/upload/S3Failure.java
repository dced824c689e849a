package dev.lorikeet.lora.upload;

import java.util.Arrays;
import java.util.concurrent.CompletionException;

import dev.lorikeet.delivery.Unavailable;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What a failed call says. */
final class S3Failure {
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;
    static final int NOT_FOUND = 404;
    static final int PRECONDITION_FAILED = 412;

    private S3Failure() {}

    static Throwable causeOf(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** 0 if S3 gave no answer at all. */
    static int statusOf(Throwable thrown) {
        return causeOf(thrown) instanceof S3Exception answer ? answer.statusCode() : 0;
    }

    static boolean isNoSuchUpload(Throwable thrown) {
        return isOneOf(thrown, "NoSuchUpload");
    }

    static boolean isOneOf(Throwable thrown, String... codes) {
        var code = codeOf(thrown);
        return code != null && Arrays.asList(codes).contains(code);
    }

    static @Nullable String codeOf(Throwable thrown) {
        return causeOf(thrown) instanceof S3Exception answer && answer.awsErrorDetails() != null
                ? answer.awsErrorDetails().errorCode()
                : null;
    }

    /** Whatever has no meaning of its own is worth another try. */
    static Throwable explained(Throwable thrown) {
        var failure = causeOf(thrown);
        return failure instanceof SdkException
                ? new Unavailable("S3 did not do what it was asked: " + failure.getMessage(), failure)
                : failure;
    }
}
