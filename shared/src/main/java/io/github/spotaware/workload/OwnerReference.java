package io.github.spotaware.workload;

/** The controller of an object. */
public record OwnerReference(String kind, String name, String uid) {}
