package dev.lorikeet.storage.adapter;

import java.util.Optional;

import dev.lorikeet.event.Adapter.AdapterKind;
import org.jspecify.annotations.Nullable;

/** What one array is for in the layer it belongs to. */
enum Role {
    DOWN(AdapterKind.LORA),
    UP(AdapterKind.LORA),
    MID(AdapterKind.LORA),
    UP_BIAS(AdapterKind.LORA),
    HADA_W1_A(AdapterKind.LOHA),
    HADA_W1_B(AdapterKind.LOHA),
    HADA_W2_A(AdapterKind.LOHA),
    HADA_W2_B(AdapterKind.LOHA),
    HADA_T1(AdapterKind.LOHA),
    HADA_T2(AdapterKind.LOHA),
    LOKR_W1(AdapterKind.LOKR),
    LOKR_W1_A(AdapterKind.LOKR),
    LOKR_W1_B(AdapterKind.LOKR),
    LOKR_W2(AdapterKind.LOKR),
    LOKR_W2_A(AdapterKind.LOKR),
    LOKR_W2_B(AdapterKind.LOKR),
    LOKR_T2(AdapterKind.LOKR),
    GLORA_A1(AdapterKind.GLORA),
    GLORA_A2(AdapterKind.GLORA),
    GLORA_B1(AdapterKind.GLORA),
    GLORA_B2(AdapterKind.GLORA),
    GLORA_BM(AdapterKind.GLORA),
    OFT_BLOCKS(AdapterKind.OFT),
    RESCALE(AdapterKind.OFT),
    IA3_WEIGHT(AdapterKind.IA3),
    IA3_ON_INPUT(AdapterKind.IA3),
    DIFF(AdapterKind.DIFF),
    DIFF_BIAS(AdapterKind.DIFF),
    DIFF_MODULATION(AdapterKind.DIFF),
    NORM_WEIGHT(AdapterKind.DIFF),
    NORM_BIAS(AdapterKind.DIFF),
    SET_WEIGHT(AdapterKind.DIFF),
    RESHAPE_WEIGHT(AdapterKind.DIFF),
    /** Of DoRA, beside the factors of another kind. */
    MAGNITUDE(null),
    ALPHA(null);

    private final @Nullable AdapterKind kind;

    Role(@Nullable AdapterKind kind) {
        this.kind = kind;
    }

    /** Empty for what goes with several kinds. */
    Optional<AdapterKind> kind() {
        return Optional.ofNullable(kind);
    }

    /** Settings of a layer are not among the numbers that were trained. */
    boolean isTrained() {
        return this != ALPHA && this != IA3_ON_INPUT && this != RESHAPE_WEIGHT;
    }
}
