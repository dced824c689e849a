package dev.lorikeet.storage.adapter;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

import dev.lorikeet.storage.file.FileFault;
import dev.lorikeet.storage.file.Unfit;

/** What the shapes of a WAN LoRA's layers say about the model it was trained for. */
record WanShapes(Modules modules) {
    private static final Pattern ATTENTION = Pattern.compile(
            "^(?:vace_)?blocks_\\d{1,4}_(?:(?:self|cross)_attn_[qkvo]|attn[12]_to_(?:[qkv]|out_0))$");
    private static final Pattern FEED_FORWARD = Pattern
            .compile("^(?:vace_)?blocks_\\d{1,4}_(?:ffn_[02]|ffn_net_0_proj|ffn_net_2)$");
    private static final Pattern BLOCK = Pattern.compile("^blocks_(\\d{1,4})(?:_|$)");
    private static final Pattern ENTRANCE = Pattern.compile("^patch_embedding$");
    private static final Pattern EXIT = Pattern.compile("^(?:head_head|proj_out)$");
    private static final Pattern IMAGE_LAYERS = Pattern
            .compile("_(?:k_img|v_img|norm_k_img|add_k_proj|add_v_proj|norm_added_k)$|^img_emb(?:_|$)"
                    + "|^condition_embedder_image_embedder_");
    private static final Pattern FRAME_POSITIONS = Pattern.compile("^img_emb_emb_pos");
    private static final Pattern VACE = Pattern.compile("^vace_");
    private static final long EXIT_OF_5B = 192;

    /** Refuses a file whose layers cannot all belong to one model. */
    static WanShapes of(Modules modules) {
        var shapes = new WanShapes(modules);
        var widths = shapes.widths().distinct().limit(2).toArray();
        if (widths.length > 1) {
            throw new Unfit(FileFault.INCONSISTENT_RANK, "The layers of this file do not belong to one WAN model: some"
                    + " have the width " + widths[0] + " and others " + widths[1] + ".");
        }
        return shapes;
    }

    private LongStream widths() {
        var attention = LongStream.concat(modules.inputs(ATTENTION), modules.outputs(ATTENTION));
        var feedForward = modules.like(FEED_FORWARD)
                .filter(layer -> layer.outline().weight() > 0)
                .mapToLong(layer -> Math.min(layer.outline().in(), layer.outline().out()));
        return LongStream.concat(attention, feedForward);
    }

    /** Of any layer of the attention or between; absent when there is none. */
    OptionalLong width() {
        return widths().findFirst();
    }

    Optional<WanSize> byAttention() {
        return LongStream.concat(modules.inputs(ATTENTION), modules.outputs(ATTENTION))
                .mapToObj(WanSize::ofWidth)
                .flatMap(Optional::stream)
                .findFirst();
    }

    Optional<WanSize> byFeedForward() {
        return modules.like(FEED_FORWARD)
                .map(layer -> WanSize.ofFeedForward(layer.outline().in(), layer.outline().out()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    Optional<WanSize> byEntrance() {
        return modules.outputs(ENTRANCE).mapToObj(WanSize::ofWidth).flatMap(Optional::stream).findFirst();
    }

    /** Only the 5B's pictures are compressed that much; the other two sizes end alike. */
    boolean endsLike5b() {
        return modules.outputs(EXIT).anyMatch(size -> size == EXIT_OF_5B);
    }

    Optional<WanSize> byExit() {
        return modules.inputs(EXIT).mapToObj(WanSize::ofWidth).flatMap(Optional::stream).findFirst();
    }

    OptionalInt lastBlock() {
        return modules.highest(BLOCK);
    }

    /** How many numbers a point of the picture has where it enters the model. */
    OptionalLong channels() {
        return modules.inputs(ENTRANCE).findFirst();
    }

    long imageLayers() {
        return modules.like(IMAGE_LAYERS).count();
    }

    boolean hasFramePositions() {
        return modules.has(FRAME_POSITIONS);
    }

    long vaceLayers() {
        return modules.like(VACE).count();
    }
}
