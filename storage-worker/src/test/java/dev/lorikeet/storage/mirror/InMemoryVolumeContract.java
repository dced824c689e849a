package dev.lorikeet.storage.mirror;

import dev.lorikeet.event.ObjectKey;

final class InMemoryVolumeContract extends VolumeContract {
    private final InMemoryVolume volume = new InMemoryVolume();

    @Override
    protected Volume volume() {
        return volume;
    }

    @Override
    protected byte[] mounted(ObjectKey file) {
        return volume.bytes(file).orElse(new byte[0]);
    }
}
