package dev.lorikeet.delivery;

import dev.lorikeet.event.WireRecord;

/** An event as it will be sent, stored with the state that it announces. What is stored is what is sent, but for the step of the trace that sends it. */
public record OutboxEntry(String id, WireRecord record) {}
