package dev.lorikeet.embedded.s3;

import java.io.InputStream;
import java.util.List;

import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import org.gaul.s3proxy.nio2blob.AbstractNio2BlobStore;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** S3 knows no upload that is over. The store would list nothing of it, and keep parts of it that nobody can remove. */
final class OpenUploadsOnly extends ForwardingBlobStore {

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
