package io.github.spotaware.schedule;

/** What stands under a name that a Deployment's schedule may have. */
public sealed interface NameUse {

  /** Nothing: a schedule can be created there. */
  record Free() implements NameUse {}

  /** The Deployment's schedule. */
  record Ours(StoredSchedule schedule) implements NameUse {}

  /** Another ConfigMap, or a schedule that can't be read: it is left alone. */
  record Taken() implements NameUse {}
}
