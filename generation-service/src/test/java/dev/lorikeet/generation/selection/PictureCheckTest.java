package dev.lorikeet.generation.selection;

import java.util.Base64;

import dev.lorikeet.generation.selection.InlinePicture.Format;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

final class PictureCheckTest {
    private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 1, 2, 3};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1};
    private static final byte[] GIF = {'G', 'I', 'F', '8', '9', 'a'};
    private static final byte[] WEBP = {'R', 'I', 'F', 'F', 1, 2, 3, 4, 'W', 'E', 'B', 'P'};

    private static String video(String image) {
        return "{'model':'wan22-i2v','parameters':{'prompt':'x','image':'" + image + "'}}";
    }

    private static String uri(byte[] bytes) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    @Test
    void anAddressBecomesAParameter() {
        var accepted = Bench.with().accept(video("https://example.org/a.png?x=1"));
        assertThat(accepted.order().parameters().text("image")).contains("https://example.org/a.png?x=1");
        assertThat(accepted.pictures()).isEmpty();
    }

    /** Later on, an address is told from one of our own keys by its first letters. */
    @Test
    void anAddressIsKeptWithItsSchemeInSmallLetters() {
        assertThat(Bench.with().accept(video("HTTPS://Example.org/A.png")).order().parameters().text("image"))
                .contains("https://Example.org/A.png");
    }

    @Test
    void aPictureThatComesAlongIsKeptAside() {
        var accepted = Bench.with().accept(video(uri(PNG)));
        assertThat(accepted.order().parameters().has("image")).isFalse();
        assertThat(accepted.pictures()).singleElement().satisfies(picture -> {
            assertThat(picture.parameter()).isEqualTo("image");
            assertThat(picture.type()).isEqualTo(Format.PNG);
            assertThat(picture.bytes()).isEqualTo(PNG);
        });
    }

    @Test
    void theContentTellsTheTypeAndNotTheWordBefore() {
        assertThat(Bench.with().accept(video(uri(JPEG))).pictures().getFirst().type()).isEqualTo(Format.JPEG);
        assertThat(Bench.with().accept(video(uri(WEBP))).pictures().getFirst().type()).isEqualTo(Format.WEBP);
    }

    @Test
    void whatIsNoPictureIsRefused() {
        assertThat(Bench.with().refuse(video(uri(GIF))))
                .containsExactly(new Fault("/parameters/image", "must hold a PNG, JPEG or WebP picture"));
        assertThat(Bench.with().refuse(video("data:image/png;base64,%%%")))
                .containsExactly(new Fault("/parameters/image",
                        "must hold base64 after the comma, without line breaks"));
        assertThat(Bench.with().refuse(video("data:text/html,x"))).singleElement()
                .extracting(Fault::message)
                .asString()
                .startsWith("must start with data:image/png;base64,");
    }

    @Test
    void aPictureThatIsNeededIsNotForgotten() {
        assertThat(Bench.with().refuse("{'model':'wan22-i2v','parameters':{'prompt':'x'}}"))
                .containsExactly(new Fault("/parameters/image", "is missing"));
    }

    @Test
    void picturesFitIntoRunpodsRequestTogether() {
        var most = new byte[(int) Bench.LIMITS.inlinePictures().toBytes()];
        System.arraycopy(PNG, 0, most, 0, PNG.length);
        assertThat(Bench.with().accept(video(uri(most))).pictures()).hasSize(1);
        var two = "{'model':'wan22-i2v','parameters':{'prompt':'x','image':'" + uri(most) + "','end_image':'"
                + uri(PNG) + "'}}";
        assertThat(Bench.with().refuse(two)).singleElement().satisfies(fault -> {
            assertThat(fault.pointer()).isEqualTo("/parameters/end_image");
            assertThat(fault.message()).contains("may have 7340032 bytes together");
        });
    }

    @Test
    void aWorkerThatFetchesNothingIsSentNoAddress() {
        assertThat(Bench.with()
                .refuse(
                        "{'model':'wan22-5b','parameters':{'prompt':'x','image':'https://example.org/a.png'}}"))
                .containsExactly(new Fault("/parameters/image",
                        "must be a data URI: the worker of this model fetches nothing"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://example.org/a.png", "ftp://example.org/a", "https:///a", "example.org/a.png",
            "https://user:secret@example.org/a", "https://localhost/a", "https://127.0.0.1/a", "https://10.1.2.3/a",
            "https://192.168.0.1/a", "https://172.16.0.1/a", "https://169.254.169.254/latest", "https://100.64.0.1/a",
            "https://0.0.0.0/a", "https://[::1]/a", "https://[fd00::1]/a", "https://2130706433/a", "https://0x7f.1/a",
            "https://127.1/a", "https://printer.local/a", "https://metadata.google.internal/a", "https://intranet/a",
            "https://example.org/a b", "https://999.1.1.1/a", "https://224.0.0.1/a", "https://0177.0.0.01/a"})
    void anAddressThatIsNotOfThePublicWebIsRefused(String address) {
        assertThat(Bench.with().refuse(video(address))).extracting(Fault::pointer)
                .containsExactly("/parameters/image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.org/a.png", "https://8.8.8.8/a", "https://cdn.example.co.uk:8443/a?b=c#d",
            "HTTPS://EXAMPLE.ORG/A"})
    void anAddressOfThePublicWebIsTaken(String address) {
        assertThat(Bench.with().accept(video(address)).order().parameters().text("image"))
                .contains(address.replace("HTTPS:", "https:"));
    }

    @Test
    void anAddressIsNotEndless() {
        assertThat(Bench.with().refuse(video("https://example.org/" + "a".repeat(2048))))
                .containsExactly(new Fault("/parameters/image", "must have at most 2048 characters"));
    }
}
