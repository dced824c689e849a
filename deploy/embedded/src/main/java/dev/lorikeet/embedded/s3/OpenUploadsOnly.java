package dev.lorikeet.embedded.s3;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** S3 knows no upload that is over. The store would list nothing of it, and keep parts of it that nobody can remove. */
final class OpenUploadsOnly extends ForwardingBlobStore {
    private static final int TURNS = 64;

    private final List<Lock> turns = Stream.<Lock>generate(ReentrantLock::new).limit(TURNS).toList();

    OpenUploadsOnly(BlobStore store) {
        super(store);
    }

    @Override
    public UploadPartResponse uploadMultipartPart(MultipartUpload upload, UploadPartRequest request,
            InputStream bytes) {
        requireOpen(upload);
        return super.uploadMultipartPart(upload, request, bytes);
    }

    @Override
    public List<Part> listMultipartUpload(MultipartUpload upload) {
        requireOpen(upload);
        return super.listMultipartUpload(upload);
    }

    /** One at a time: two who put the same parts together would take them away from each other. */
    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(MultipartUpload upload,
            CompleteMultipartUploadRequest request) {
        var turn = turns.get(Math.floorMod(upload.id().hashCode(), turns.size()));
        turn.lock();
        try {
            requireOpen(upload);
            return super.completeMultipartUpload(upload, request);
        } finally {
            turn.unlock();
        }
    }

    private void requireOpen(MultipartUpload upload) {
        var anyPart = AbstractNio2BlobStore.multipartPartName(upload.id(), upload.blobName(), 1);
        var stub = anyPart.substring(0, anyPart.length() - 1) + "stub";
        if (!delegate().blobExists(upload.containerName(), stub)) {
            throw NoSuchUploadException.builder()
                    .statusCode(404)
                    .awsErrorDetails(AwsErrorDetails.builder()
                            .errorCode("NoSuchUpload")
                            .errorMessage("The upload was completed or aborted, or never begun.")
                            .build())
                    .build();
        }
    }
}
