package dev.lorikeet.embedded.runpod.video;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import javax.imageio.ImageIO;

import org.jcodec.api.FrameGrab;
import org.jcodec.api.JCodecException;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.Picture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

final class RenderingTest {
    private static final Rendering RENDERING = new Rendering(240, 144, 24, 16);
    private static final Scene SCENE = new Scene("wan22", "Ein Fuß im Regen, überall 비", 42, List.of("high 1.00 a"));

    @Test
    void theVideoIsAnMp4ThatPlaysForAsLongAsItHasFrames() throws Exception {
        var video = RENDERING.video(SCENE, _ -> {});
        assertThat(new String(video, 4, 8, StandardCharsets.US_ASCII)).isEqualTo("ftypisom");
        var grab = grab(video);
        var meta = grab.getVideoTrack().getMeta();
        assertThat(meta.getTotalFrames()).isEqualTo(24);
        assertThat(meta.getTotalDuration()).isEqualTo(1.5);
        assertThat(meta.getVideoCodecMeta().getSize().getWidth()).isEqualTo(240);
        assertThat(frames(grab)).hasSize(24);
    }

    @Test
    void somethingMoves() throws Exception {
        var frames = frames(grab(RENDERING.video(SCENE, _ -> {})));
        assertThat(difference(frames.get(6), frames.get(18))).isGreaterThan(240 * 144 / 20);
    }

    @Test
    void theWordsCanBeSeen() throws Exception {
        var silent = new Scene("", "", 42, List.of());
        var with = frames(grab(RENDERING.video(SCENE, _ -> {})));
        var without = frames(grab(RENDERING.video(silent, _ -> {})));
        assertThat(difference(with.getFirst(), without.getFirst())).isGreaterThan(300);
    }

    @Test
    void theSameSceneLooksTheSameAndAnotherSeedDoesNot() throws IOException {
        var again = RENDERING.video(SCENE, _ -> {});
        assertThat(Arrays.equals(RENDERING.video(SCENE, _ -> {}), again)).isTrue();
        var other = new Scene("wan22", SCENE.prompt(), 43, SCENE.loras());
        assertThat(Arrays.equals(RENDERING.video(other, _ -> {}), again)).isFalse();
    }

    @Test
    void everyFrameIsReported() throws IOException {
        var told = new ArrayList<Integer>();
        var video = new Rendering(64, 64, 4, 16).video(SCENE, told::add);
        assertThat(video).isNotEmpty();
        assertThat(told).containsExactly(1, 2, 3, 4);
    }

    @Test
    void aPictureIsAPng() throws IOException {
        var image = ImageIO.read(new ByteArrayInputStream(RENDERING.picture(SCENE)));
        assertThat(List.of(image.getWidth(), image.getHeight())).containsExactly(240, 144);
    }

    @Test
    void aLongOrderIsCutToThePicture() throws IOException {
        var much = new Scene("m".repeat(500), "word ".repeat(900) + "x".repeat(900), Long.MIN_VALUE,
                List.of("l".repeat(300), "", "b", "c", "d"));
        assertThat(RENDERING.picture(much)).isNotEmpty();
    }

    private static FrameGrab grab(byte[] video) throws IOException, JCodecException {
        return FrameGrab.createFrameGrab(ByteBufferSeekableByteChannel.readFromByteBuffer(ByteBuffer.wrap(video)));
    }

    private static List<Picture> frames(FrameGrab grab) throws IOException {
        var frames = new ArrayList<Picture>();
        for (var frame = grab.getNativeFrame(); frame != null; frame = grab.getNativeFrame()) {
            frames.add(frame.cloneCropped());
        }
        return frames;
    }

    /** Dots whose brightness clearly differs. */
    private static long difference(Picture one, Picture other) {
        var first = one.getPlaneData(0);
        var second = other.getPlaneData(0);
        long different = 0;
        for (int at = 0; at < first.length; at++) {
            different += Math.abs(first[at] - second[at]) > 24 ? 1 : 0;
        }
        return different;
    }
}
