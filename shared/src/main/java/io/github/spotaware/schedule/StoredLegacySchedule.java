package io.github.spotaware.schedule;

import java.time.Instant;

/**
 * A schedule of the shell version as read: with what a delete has to name.
 *
 * @param name the ConfigMap's
 * @param uid the ConfigMap's
 * @param resourceVersion it is deleted only as it was read
 * @param written when its due time was last written, to the second
 */
public record StoredLegacySchedule(
    String name, String uid, String resourceVersion, Instant written, LegacySchedule content) {}
