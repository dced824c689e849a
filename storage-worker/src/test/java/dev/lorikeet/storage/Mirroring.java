package dev.lorikeet.storage;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lorikeet.event.GenerationEvent.LoraWantedOnVolume;
import dev.lorikeet.event.ObjectKey;
import dev.lorikeet.event.StorageEvent.OfCopy;
import dev.lorikeet.event.StoredObject;
import dev.lorikeet.event.VolumeId;
import dev.lorikeet.event.VolumePlace;
import dev.lorikeet.storage.mirror.InMemoryVolume;
import dev.lorikeet.storage.mirror.VolumeContract;
import dev.lorikeet.storage.mirror.Volumes;
import dev.lorikeet.storage.objects.ObjectStore;
import dev.lorikeet.storage.verification.SomeLora;

/** One LoRA, one volume, and instances that copy the one to the other. */
final class Mirroring {
    static final int PART = 64 << 10;
    static final VolumeId VOLUME = new VolumeId("agv6w2qcg7");
    static final VolumePlace PLACE = new VolumePlace(VOLUME, new ObjectKey("loras/rain-0a1b2c3d4e5f.safetensors"));
    static final SomeLora LORA = SomeLora.of("20260304/12", "a");
    static final Map<String, String> SETTINGS = Map.of("lorikeet.mirror.part-size", "64KB",
            "lorikeet.mirror.complete-time", "5s");

    final Instances instances = new Instances();
    final InMemoryVolume volume = new InMemoryVolume(instances::later);
    final byte[] bytes;

    Mirroring(int size) {
        this.bytes = VolumeContract.bytes(size);
        instances.bucket().put(LORA.key(), bytes);
    }

    Instances.Instance start() {
        return start("one", instances.bucket());
    }

    Instances.Instance start(String name, ObjectStore bucket) {
        return instances.start(name, bucket, new Volumes(Map.of(VOLUME.value(), volume)), SETTINGS);
    }

    StoredObject object() {
        return instances.bucket().describe(LORA.key()).blockOptional(Instances.LIMIT).orElseThrow();
    }

    void want(VolumePlace place) {
        instances.happens(new LoraWantedOnVolume(LORA.id(), LORA.workspace(), object(), place, instances.now()));
    }

    void want() {
        want(PLACE);
    }

    List<OfCopy> announced() {
        return instances.announced(OfCopy.class).toList();
    }

    /** What was announced last. */
    Optional<OfCopy> stands() {
        var all = announced();
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    void pass(Duration time) {
        instances.pass(time);
    }
}
