package dev.lorikeet.storage.verification;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.lorikeet.event.Adapter;
import dev.lorikeet.event.Adapter.AdapterKind;
import dev.lorikeet.event.FileTexts;
import dev.lorikeet.event.LoraFacts;
import dev.lorikeet.event.LoraFacts.Confidence;
import dev.lorikeet.event.LoraFacts.ExpertFinding;
import dev.lorikeet.event.LoraFacts.FileFormat;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.TargetModel.VideoTask;
import dev.lorikeet.storage.verification.TensorList.Tensor;
import tools.jackson.core.JacksonException;

/** What the header of a safetensors file says, if its tensors cover the rest of the file without a hole. */
final class SafetensorsHeader {
    /** The number in front of the header that gives its length. */
    static final int PREFIX = 8;

    private SafetensorsHeader() {}

    static Verdict judge(StoredObject object, byte[] header) {
        try {
            var tensors = TensorList.read(header);
            tensors.sort(Comparator.comparingLong(Tensor::from));
            return isWhole(tensors, object.size() - PREFIX - header.length)
                    ? new Verdict.Proven(object, facts(tensors))
                    : refused("INCOMPLETE", "This .safetensors file is not whole: its header describes other data than"
                            + " the file holds. Please upload the complete file.");
        } catch (JacksonException | IllegalArgumentException | ArithmeticException unreadable) {
            return refused("HEADER_UNREADABLE", "The header of this .safetensors file cannot be read.");
        }
    }

    private static boolean isWhole(List<Tensor> tensors, long data) {
        long end = 0;
        for (var tensor : tensors) {
            if (tensor.from() != end) {
                return false;
            }
            end = tensor.to();
        }
        return end == data && !tensors.isEmpty();
    }

    private static LoraFacts facts(List<Tensor> tensors) {
        Map<String, Long> bytes = new HashMap<>();
        tensors.forEach(tensor -> bytes.merge(tensor.dtype(), tensor.to() - tensor.from(), Long::sum));
        var usual = bytes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        long parameters = tensors.stream().mapToLong(Tensor::elements).reduce(0, Math::addExact);
        return new LoraFacts(FileFormat.SAFETENSORS,
                new Adapter(AdapterKind.UNKNOWN, null, null, usual, tensors.size(), parameters),
                new TargetModel("unknown", null, null, VideoTask.UNKNOWN, Confidence.UNKNOWN, List.of()),
                new ExpertFinding(NoiseExpert.UNKNOWN, Confidence.UNKNOWN, List.of()), FileTexts.none(), null,
                List.of());
    }

    private static Verdict refused(String code, String message) {
        return new Verdict.Refused(new Reason(code, message));
    }
}
