package dev.lorikeet.generation.job;

import java.time.Instant;

import dev.lorikeet.event.Sha256;

/**
 * One time that RunPod is asked. Written down before it is asked, because nobody can ask RunPod afterwards what it was
 * asked for.
 *
 * @param number from 1, never used twice
 * @param secret the digest of what RunPod must know to call us back
 * @param forgottenAt when RunPod will have deleted whatever came of it; until then a second one might be a double
 */
public record Attempt(int number, Sha256 secret, Instant startedAt, Instant forgottenAt) {}
