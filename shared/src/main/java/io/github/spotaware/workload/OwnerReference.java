package io.github.spotaware.workload;

/** The controller or another owner of an object. */
public record OwnerReference(String kind, String name, String uid) {}
