package io.github.spotaware.e2e.demo;

import java.time.Instant;

/**
 * A line of the timeline.
 *
 * @param actor who did it
 * @param what in plain words
 */
public record Happening(Instant time, String actor, String what) {}
