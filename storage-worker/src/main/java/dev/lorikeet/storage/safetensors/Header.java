package dev.lorikeet.storage.safetensors;

import java.util.List;
import java.util.Map;

/** What a header says, before anybody has compared it with the file. */
record Header(List<Slot> slots, Map<String, String> metadata) {}
