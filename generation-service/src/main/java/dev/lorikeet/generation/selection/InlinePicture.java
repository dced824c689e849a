package dev.lorikeet.generation.selection;

/** A picture that came with a request. */
@SuppressWarnings("ArrayRecordComponent") // handed on once and never compared
public record InlinePicture(String parameter, Format type, byte[] bytes) {

    /** By content. */
    public enum Format {
        PNG("image/png", "png"),
        JPEG("image/jpeg", "jpg"),
        WEBP("image/webp", "webp");

        private final String contentType;
        private final String extension;

        Format(String contentType, String extension) {
            this.contentType = contentType;
            this.extension = extension;
        }

        public String contentType() {
            return contentType;
        }

        public String extension() {
            return extension;
        }
    }
}
