package dev.lorikeet.storage.verification;

import java.util.ArrayList;
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
import dev.lorikeet.event.LoraFacts.MemoryEstimate;
import dev.lorikeet.event.NoiseExpert;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.TargetModel;
import dev.lorikeet.event.TargetModel.VideoTask;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the header of a safetensors file says, if its tensors cover the rest of the file without a hole. */
final class SafetensorsHeader {
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private SafetensorsHeader() {}

    private record Tensor(String dtype, long elements, long from, long to) {}

    static Verdict judge(StoredObject object, byte[] header) {
        try {
            var tensors = tensors(STRICT.readTree(header));
            long data = object.size() - 8 - header.length;
            return isWhole(tensors, data)
                    ? new Verdict.Proven(object, facts(tensors, data))
                    : refused("INCOMPLETE", "This .safetensors file is not whole: its header describes other data than"
                            + " the file holds. Please upload the complete file.");
        } catch (JacksonException | IllegalArgumentException | ArithmeticException unreadable) {
            return refused("HEADER_UNREADABLE", "The header of this .safetensors file cannot be read.");
        }
    }

    private static List<Tensor> tensors(JsonNode header) {
        if (!header.isObject()) {
            throw new IllegalArgumentException("the header is not an object");
        }
        var tensors = new ArrayList<Tensor>();
        header.properties()
                .stream()
                .filter(entry -> !entry.getKey().equals("__metadata__"))
                .forEach(entry -> tensors.add(tensor(entry.getValue())));
        tensors.sort(Comparator.comparingLong(Tensor::from));
        return tensors;
    }

    private static Tensor tensor(JsonNode node) {
        long elements = 1;
        for (var dimension : node.required("shape")) {
            elements = Math.multiplyExact(elements, whole(dimension));
        }
        var offsets = node.required("data_offsets");
        if (offsets.size() != 2) {
            throw new IllegalArgumentException("data_offsets must be two numbers");
        }
        return new Tensor(node.required("dtype").asString(), elements, whole(offsets.get(0)), whole(offsets.get(1)));
    }

    private static long whole(JsonNode number) {
        if (!number.isIntegralNumber() || !number.canConvertToLong() || number.asLong() < 0) {
            throw new IllegalArgumentException("not a whole number: " + number);
        }
        return number.asLong();
    }

    private static boolean isWhole(List<Tensor> tensors, long data) {
        long end = 0;
        for (var tensor : tensors) {
            if (tensor.from() != end || tensor.to() < tensor.from()) {
                return false;
            }
            end = tensor.to();
        }
        return end == data && !tensors.isEmpty();
    }

    private static LoraFacts facts(List<Tensor> tensors, long data) {
        Map<String, Long> bytes = new HashMap<>();
        tensors.forEach(tensor -> bytes.merge(tensor.dtype(), tensor.to() - tensor.from(), Long::sum));
        var usual = bytes.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
        long parameters = tensors.stream().mapToLong(Tensor::elements).reduce(0, Math::addExact);
        return new LoraFacts(FileFormat.SAFETENSORS,
                new Adapter(AdapterKind.UNKNOWN, null, null, usual, tensors.size(), parameters),
                new TargetModel("unknown", null, null, VideoTask.UNKNOWN, Confidence.UNKNOWN, List.of()),
                new ExpertFinding(NoiseExpert.UNKNOWN, Confidence.UNKNOWN, List.of()), FileTexts.none(),
                new MemoryEstimate(data, data), List.of());
    }

    private static Verdict refused(String code, String message) {
        return new Verdict.Refused(new Reason(code, message));
    }
}
