package dev.lorikeet.storage.adapter;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

import com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi;

/** The picture formats that may come in, each known by how it begins. */
enum PictureFormat {
    PNG("image/png", 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'),
    JPEG("image/jpeg", 0xFF, 0xD8, 0xFF),
    WEBP("image/webp", 'R', 'I', 'F', 'F', -1, -1, -1, -1, 'W', 'E', 'B', 'P');

    private final String contentType;
    private final int[] beginning;

    PictureFormat(String contentType, int... beginning) {
        this.contentType = contentType;
        this.beginning = beginning;
    }

    static Optional<PictureFormat> of(String contentType) {
        return Arrays.stream(values()).filter(format -> format.contentType.equals(contentType)).findFirst();
    }

    boolean begins(byte[] picture) {
        if (picture.length < beginning.length) {
            return false;
        }
        for (int at = 0; at < beginning.length; at++) {
            if (beginning[at] >= 0 && beginning[at] != Byte.toUnsignedInt(picture[at])) {
                return false;
            }
        }
        return true;
    }

    ImageReader reader() {
        return switch (this) {
            case PNG -> first(ImageIO.getImageReadersByFormatName("png"));
            case JPEG -> first(ImageIO.getImageReadersByFormatName("jpeg"));
            // Not looked up, because plug-ins are only found by the class loader of whoever asks first.
            case WEBP -> new WebPImageReaderSpi().createReaderInstance(null);
        };
    }

    private static ImageReader first(Iterator<ImageReader> readers) {
        return readers.next();
    }
}
