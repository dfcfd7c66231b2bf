package io.github.spotaware.schedule;

/**
 * A schedule as read: with what an update has to name.
 *
 * @param name the ConfigMap's
 * @param uid the ConfigMap's
 * @param resourceVersion every transition is an update with this one
 */
public record StoredSchedule(String name, String uid, String resourceVersion, Schedule content) {}
