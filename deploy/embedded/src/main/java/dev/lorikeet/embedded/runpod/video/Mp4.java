package dev.lorikeet.embedded.runpod.video;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import org.jcodec.codecs.h264.H264Encoder;
import org.jcodec.common.Codec;
import org.jcodec.common.MuxerTrack;
import org.jcodec.common.VideoCodecMeta;
import org.jcodec.common.io.ByteBufferSeekableByteChannel;
import org.jcodec.common.model.ColorSpace;
import org.jcodec.common.model.Packet;
import org.jcodec.common.model.Picture;
import org.jcodec.common.model.Size;
import org.jcodec.containers.mp4.Brand;
import org.jcodec.containers.mp4.muxer.MP4Muxer;

/** Frames become an MP4 file with one H.264 track. */
final class Mp4 {
    private static final int BOX_HEAD = 8;

    private final int framesPerSecond;
    private final H264Encoder encoder = H264Encoder.createH264Encoder();
    private final ByteBufferSeekableByteChannel file;
    private final MP4Muxer muxer;
    private final MuxerTrack track;
    private final Picture picture;
    private final ByteBuffer scratch;
    private int frames;

    Mp4(int width, int height, int framesPerSecond) throws IOException {
        this.framesPerSecond = framesPerSecond;
        this.picture = Picture.create(width, height, ColorSpace.YUV420J);
        this.scratch = ByteBuffer.allocate(encoder.estimateBufferSize(picture));
        this.file = ByteBufferSeekableByteChannel.writeToByteBuffer(ByteBuffer.allocate(32 * width * height));
        this.muxer = MP4Muxer.createMP4Muxer(file, Brand.MP4);
        this.track = muxer.addVideoTrack(Codec.H264,
                VideoCodecMeta.createSimpleVideoCodecMeta(new Size(width, height), ColorSpace.YUV420J));
        encoder.setKeyInterval(framesPerSecond);
        // Looking for what moved where costs a third of the time and saves a twentieth of the bytes.
        encoder.setMotionSearchRange(0);
    }

    void add(BufferedImage frame) throws IOException {
        fill(frame);
        var encoded = encoder.encodeFrame(picture, scratch.clear());
        var bytes = new byte[encoded.getData().remaining()];
        encoded.getData().get(bytes);
        var kind = encoded.isKeyFrame() ? Packet.FrameType.KEY : Packet.FrameType.INTER;
        track.addFrame(Packet.createPacket(ByteBuffer.wrap(bytes), frames, framesPerSecond, 1, frames, kind, null));
        frames++;
    }

    byte[] finish() throws IOException {
        muxer.finish();
        var contents = file.getContents();
        var bytes = new byte[contents.remaining()];
        contents.get(bytes);
        forgetTimes(ByteBuffer.wrap(bytes), 0, bytes.length);
        return bytes;
    }

    /** When it was made is written in three kinds of boxes, and would make every file another one. */
    private static void forgetTimes(ByteBuffer file, int from, int to) {
        for (int at = from; at + BOX_HEAD <= to;) {
            int kind = file.getInt(at + 4);
            // A size of 1 says that the real one follows in 64 bits.
            long size = file.getInt(at) == 1 ? file.getLong(at + BOX_HEAD) : file.getInt(at);
            if (kind == fourLetters("moov") || kind == fourLetters("trak") || kind == fourLetters("mdia")) {
                forgetTimes(file, at + BOX_HEAD, (int) (at + size));
            } else if (kind == fourLetters("mvhd") || kind == fourLetters("tkhd") || kind == fourLetters("mdhd")) {
                file.putLong(at + BOX_HEAD + 4, 0);
            }
            at += (int) Math.max(BOX_HEAD, size);
        }
    }

    private static int fourLetters(String kind) {
        return ByteBuffer.wrap(kind.getBytes(StandardCharsets.US_ASCII)).getInt();
    }

    /** Full-range BT.601; JCodec's samples are signed. */
    private void fill(BufferedImage frame) {
        int width = picture.getWidth();
        int height = picture.getHeight();
        var pixels = frame.getRGB(0, 0, width, height, null, 0, width);
        byte[] luma = picture.getPlaneData(0);
        byte[] blue = picture.getPlaneData(1);
        byte[] red = picture.getPlaneData(2);
        for (int at = 0; at < pixels.length; at++) {
            int r = pixels[at] >> 16 & 255;
            int g = pixels[at] >> 8 & 255;
            int b = pixels[at] & 255;
            luma[at] = (byte) (((77 * r + 150 * g + 29 * b) >> 8) - 128);
            int x = at % width;
            int y = at / width;
            if (x % 2 == 0 && y % 2 == 0) {
                int chroma = y / 2 * (width / 2) + x / 2;
                blue[chroma] = (byte) ((-43 * r - 85 * g + 128 * b) >> 8);
                red[chroma] = (byte) ((128 * r - 107 * g - 21 * b) >> 8);
            }
        }
    }
}
