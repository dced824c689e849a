package dev.lorikeet.storage.adapter;

import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static dev.lorikeet.storage.adapter.Pictures.uri;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** A picture out of a stranger's file is drawn anew or not shown at all. */
final class ThumbnailsTest {
    @ParameterizedTest
    @CsvSource({"256, 256, 256, 256", "1024, 512, 512, 256", "512, 1024, 256, 512", "1, 1, 1, 1", "1024, 1, 512, 1"})
    void picturesAreDrawnAnewAndNotLarge(int width, int height, int widthAfter, int heightAfter) {
        Stream.of(uri("png", Pictures.png(width, height)), uri("jpeg", Pictures.jpeg(width, height))).forEach(uri -> {
            var image = Thumbnails.of(uri).map(Pictures::decoded).orElseThrow();
            assertThat(image.getWidth()).isEqualTo(widthAfter);
            assertThat(image.getHeight()).isEqualTo(heightAfter);
            assertThat(new Color(image.getRGB(0, 0)).getGreen()).isBetween(150, 170);
        });
    }

    @ParameterizedTest
    @CsvSource({"256, 256, 256, 256", "1024, 512, 512, 256", "512, 1024, 256, 512", "1, 1, 1, 1", "1024, 1, 512, 1"})
    void lossyWebpsAreDrawnAnewAndNotLarge(int width, int height, int widthAfter, int heightAfter) {
        var image = Thumbnails.of(uri("webp", Pictures.webp(width, height))).map(Pictures::decoded).orElseThrow();
        assertThat(image.getWidth()).isEqualTo(widthAfter);
        assertThat(image.getHeight()).isEqualTo(heightAfter);
        assertThat(new Color(image.getRGB(0, 0)).getGreen()).isBetween(120, 140);
    }

    @Test
    void whatIsTransparentStaysSo() {
        assertThat(Thumbnails.of(uri("png", Pictures.png(8, 8)))).get()
                .extracting(Thumbnail::contentType)
                .isEqualTo("image/png");
        assertThat(Thumbnails.of(uri("jpeg", Pictures.jpeg(8, 8)))).get()
                .extracting(Thumbnail::contentType)
                .isEqualTo("image/jpeg");
    }

    @Test
    void nothingButThePictureIsKept() {
        var png = Pictures.png(8, 8);
        var hidden = "tEXtsecret\0/home/jane".getBytes(US_ASCII);
        var chunk = ByteBuffer.allocate(hidden.length + 8).putInt(hidden.length - 4).put(hidden);
        var crc = new CRC32();
        crc.update(hidden);
        var picture = new ByteArrayOutputStream();
        picture.write(png, 0, 33);
        picture.writeBytes(chunk.putInt((int) crc.getValue()).array());
        picture.write(png, 33, png.length - 33);
        picture.writeBytes("<script>jane</script>".getBytes(US_ASCII));
        assertThat(Thumbnails.of(uri("png", picture.toByteArray()))).get()
                .satisfies(thumbnail -> assertThat(new String(thumbnail.bytes(), US_ASCII)).doesNotContain("jane"));
    }

    @Test
    void theFirstPictureThatCanBeShownIsTaken() {
        var good = uri("png", Pictures.png(8, 8));
        assertThat(Thumbnails.of(Map.of("modelspec.thumbnail", "broken", "thumbnail", good))).isPresent();
        assertThat(Thumbnails.of(Map.of("modelspec.preview_image", good))).isPresent();
        assertThat(Thumbnails.of(Map.of("other", good))).isEmpty();
        assertThat(Thumbnails.of(Map.of("modelspec.thumbnail", good)))
                .isEqualTo(Thumbnails.of(Map.of("thumbnail", good)));
    }

    record Bad(String name, String uri) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bad> pictures() {
        return Stream.of(
                new Bad("nothing", ""), new Bad("an address", "https://example.org/x.png"),
                new Bad("no picture", "data:image/png;base64,"),
                new Bad("a drawing with scripts", "data:image/svg+xml;base64,PHN2Zy8+"),
                new Bad("not base64", "data:image/png;base64,%%%%"),
                new Bad("base64 with line breaks", "data:image/png;base64," + Base64.getMimeEncoder()
                        .encodeToString(Pictures.png(64, 64))),
                new Bad("a JPEG called PNG", uri("png", Pictures.jpeg(8, 8))),
                new Bad("a PNG called WebP", uri("webp", Pictures.png(8, 8))),
                new Bad("text called PNG", uri("png", "<script>".getBytes(US_ASCII))),
                new Bad("a PNG that is too large", uri("png", Pictures.png(1025, 8))),
                new Bad("a JPEG that is too high", uri("jpeg", Pictures.jpeg(8, 1025))),
                new Bad("a WebP that is too large", uri("webp", Pictures.webp(1025, 1025))),
                new Bad("a PNG that names a huge size", uri("png", enlarged(Pictures.png(8, 8)))),
                new Bad("a WebP of the largest size", uri("webp", Pictures.webp(16_383, 16_383))),
                new Bad("a large WebP in a small one", uri("webp", Pictures.webpWithin(64, 16_383))),
                new Bad("a lossless WebP", uri("webp", Pictures.losslessWebp(8, 8))),
                new Bad("a lossless WebP beside a lossy one", uri("webp", Pictures.riff(
                        Arrays.copyOfRange(Pictures.webp(8, 8), 12, Pictures.webp(8, 8).length),
                        Arrays.copyOfRange(Pictures.losslessWebp(8, 8), 12,
                                Pictures.losslessWebp(8, 8).length)))),
                new Bad("a WebP without a frame", uri("webp", Pictures.riff())),
                new Bad("a WebP of two frames", uri("webp", Pictures.riff(
                        Arrays.copyOfRange(Pictures.webp(8, 8), 12, Pictures.webp(8, 8).length),
                        Arrays.copyOfRange(Pictures.webp(8, 8), 12, Pictures.webp(8, 8).length)))),
                new Bad("a moving WebP", uri("webp", Pictures.riff(Pictures.chunk("ANIM", new byte[6])))),
                new Bad("a JPEG of many passes", uri("jpeg", passes(Pictures.jpeg(8, 8)))),
                new Bad("a PNG cut short", uri("png", Arrays.copyOf(Pictures.png(64, 64), 40))),
                new Bad("too many bytes", uri("png", Arrays.copyOf(Pictures.png(8, 8), 256 * 1024 + 1))));
    }

    @ParameterizedTest
    @MethodSource
    void pictures(Bad bad) {
        assertThat(Thumbnails.of(bad.uri())).isEqualTo(Optional.empty());
    }

    @Test
    void aBadPictureDoesNotSpoilTheFile() {
        var file = Files.with(Files.lora(Layout.KOHYA, 4, Linear.flux()),
                Map.of("modelspec.thumbnail", "data:image/png"));
        assertThat(Adapters.of(file, Files.ANY_NAME).thumbnail()).isEmpty();
    }

    /** From red to blue, as Chromium writes it, among notes that nobody needs. */
    @Test
    void aLossyWebpIsRead() {
        var frame = Base64.getDecoder()
                .decode("kAIAnQEqDAAIAAFAJiWwAnS6AUDN/AAUpVQpxhgA/vnplfOhm/pdU1/3a1+i"
                        + "qfDMT/yffMXv/ahKaZE1Zsf8VxfKTgAAAA==");
        var picture = Pictures.riff(Pictures.chunk("VP8X", new byte[10]), Pictures.chunk("ICCP", new byte[]{1, 2, 3}),
                Pictures.chunk("VP8 ", frame), Pictures.chunk("EXIF", "jane".getBytes(US_ASCII)));
        var image = Thumbnails.of(uri("webp", picture)).map(Pictures::decoded).orElseThrow();
        assertThat(image.getWidth()).isEqualTo(12);
        assertThat(image.getHeight()).isEqualTo(8);
        assertThat(new Color(image.getRGB(0, 0)).getRed()).isGreaterThan(180);
        assertThat(new Color(image.getRGB(11, 7)).getBlue()).isGreaterThan(180);
    }

    @Test
    void aWholeWebpOfSomeSizeIsReadWithinItsFrame() {
        assertThat(Thumbnails.of(uri("webp", Pictures.webpWithin(64, 64)))).isPresent();
    }

    private static byte[] enlarged(byte[] png) {
        var crc = new CRC32();
        var changed = ByteBuffer.wrap(png.clone()).putInt(16, 60_000).putInt(20, 60_000);
        crc.update(changed.array(), 12, 17);
        return changed.putInt(29, (int) crc.getValue()).array();
    }

    private static byte[] passes(byte[] jpeg) {
        var picture = new ByteArrayOutputStream();
        picture.write(jpeg, 0, jpeg.length - 2);
        for (int pass = 0; pass < 5_000; pass++) {
            picture.writeBytes(new byte[]{(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0});
        }
        return picture.toByteArray();
    }
}
