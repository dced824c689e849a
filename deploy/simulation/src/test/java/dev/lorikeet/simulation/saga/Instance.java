package dev.lorikeet.simulation.saga;

import dev.lorikeet.delivery.Delivery;
import dev.lorikeet.generation.dispatch.Workshop;
import dev.lorikeet.generation.ordering.Desk;
import dev.lorikeet.lora.catalogue.Shards;
import dev.lorikeet.lora.deletion.LoraDeletions;
import dev.lorikeet.lora.lifecycle.Loras;
import dev.lorikeet.lora.upload.Forms;
import dev.lorikeet.lora.upload.LoraUploads;
import dev.lorikeet.storage.Worker;

/** A running instance of a service, by what people reach of it. */
sealed interface Instance {
    Program process();

    Delivery delivery();

    record Library(Program process, Delivery delivery, Loras loras, LoraUploads uploads, Forms forms,
            LoraDeletions deletions,
            Shards shards)
            implements Instance {}

    record Prover(Program process, Delivery delivery, Worker worker) implements Instance {}

    record Studio(Program process, Delivery delivery, Desk desk, Workshop workshop) implements Instance {}
}
