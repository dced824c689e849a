package dev.lorikeet.storage.verification;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.lorikeet.event.ExpectedObject;
import dev.lorikeet.event.Reason;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.storage.objects.ObjectStore;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Looks at an object through three small reads: its size, the length of its header, the header. */
@Component
public class Examination {
    private static final int LARGEST_HEADER = 16 << 20;

    private final ObjectStore objects;

    public Examination(ObjectStore objects) {
        this.objects = objects;
    }

    Mono<Verdict> of(ExpectedObject expected) {
        return objects.describe(expected.key())
                .flatMap(object -> object.size() == expected.size()
                        ? header(object)
                        : Mono.just(refused("SIZE_MISMATCH", "The upload was announced with " + expected.size()
                                + " bytes, the stored file has " + object.size() + ". Please upload it again.")))
                .defaultIfEmpty(new Verdict.Missing());
    }

    private Mono<Verdict> header(StoredObject object) {
        return objects.read(object, 0, SafetensorsHeader.PREFIX).flatMap(prefix -> {
            if (prefix.length < SafetensorsHeader.PREFIX) {
                return Mono.just(refused("TOO_SHORT", "The file is too short to be a .safetensors file."));
            }
            long length = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (length < 2 || length > LARGEST_HEADER || length > object.size() - SafetensorsHeader.PREFIX) {
                return Mono.just(refused("HEADER_LENGTH",
                        "The file does not start like a .safetensors file: its header would not fit into it."));
            }
            return objects.read(object, SafetensorsHeader.PREFIX, (int) length)
                    .map(header -> SafetensorsHeader.judge(object, header));
        });
    }

    private static Verdict refused(String code, String message) {
        return new Verdict.Refused(new Reason(code, message));
    }
}
