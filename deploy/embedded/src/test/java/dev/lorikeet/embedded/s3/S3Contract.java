package dev.lorikeet.embedded.s3;

import org.junit.jupiter.api.Nested;

/** Everything we rely on S3 for; the embedded server and a real image pass the same suite. */
abstract class S3Contract {
    abstract S3Connection s3();

    @Nested
    class Puts extends S3PutContract {
        @Override
        S3Connection s3() {
            return S3Contract.this.s3();
        }
    }

    @Nested
    class PresignedPuts extends S3PresignedPutContract {
        @Override
        S3Connection s3() {
            return S3Contract.this.s3();
        }
    }

    @Nested
    class MultipartUploads extends S3MultipartContract {
        @Override
        S3Connection s3() {
            return S3Contract.this.s3();
        }
    }

    @Nested
    class Reads extends S3ReadContract {
        @Override
        S3Connection s3() {
            return S3Contract.this.s3();
        }
    }
}
